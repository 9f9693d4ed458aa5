import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';
import { hasProgram, mosquittoPub } from '../peers.ts';

interface ProjectView {
  meters: { id: string; energyKwh: number | null }[];
}
interface Quarantine {
  entries: { topic: string; sender: string | null; code: string }[];
}

describe.runIf(hasProgram('mosquitto_pub'))('a meter that nobody here wrote', () => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let service: LiangshaiProcess;
  let secret: string;

  beforeAll(async () => {
    scratch = await scratchDirectory();
    await writeCity(scratch.directory, smallCity(2));
    expect(await liangshai(scratch.directory, 'import', 'registry')).toMatchObject({
      code: 0,
      stdout: 'imported 1 districts, 1 departments, 2 projects, 2 meters\n',
    });
    const credential = await liangshai(scratch.directory, 'meters', 'add', 'M1');
    secret = /password (\S+)/.exec(credential.stdout)![1]!;
    service = await LiangshaiProcess.start(scratch.directory, 'serve', '--config', 'liangshai.yaml');
  });
  afterAll(async () => {
    await service?.end('SIGKILL');
    await scratch?.remove();
  });

  test('publishes a reading and the project shows it, multiplied', async () => {
    const reading = JSON.stringify({ time: new Date().toISOString(), energy_kwh: 123.4 });
    expect(await mosquittoPub(service.mqttPort, 'M1', secret, 'meters/M1/readings', reading)).toEqual({
      code: 0,
      stderr: '',
    });
    await expect
      .poll(async () => (await service.get<ProjectView>('/api/v1/projects/P1')).meters[0]?.energyKwh, {
        timeout: 10_000,
      })
      .toBeCloseTo(123.4 * 60, 6);
  });

  test('is refused with a wrong password', async () => {
    const answer = await mosquittoPub(service.mqttPort, 'M1', 'wrong', 'meters/M1/readings', '{}');
    expect(answer.code).not.toBe(0);
    expect(answer.stderr).toMatch(/not authori[sz]ed|bad user ?name or password/i);
  });

  test('sends broken JSON, which shows up in quarantine while the service goes on', async () => {
    const topic = 'meters/M1/readings';
    expect((await mosquittoPub(service.mqttPort, 'M1', secret, topic, '{"time":')).code).toBe(0);
    await expect
      .poll(async () => (await service.get<Quarantine>('/api/v1/quarantine')).entries, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ topic, sender: 'M1', code: 'unreadable' }));
    expect(await service.get('/healthz')).toBeTruthy();
  });

  test.each([
    ['the lag of what was acknowledged', 'liangshai_spool_oldest_seconds{lane="live"}'],
    ['the depth of the spool', 'liangshai_spool_depth{lane="live"}'],
    ['what lies in quarantine, by reason', 'liangshai_quarantined_messages{code="unreadable"} 1'],
    ['how long an evaluation takes', 'liangshai_evaluation_seconds_count'],
    ['open findings', '# TYPE liangshai_findings_open gauge'],
    ['open pages', 'liangshai_paging_pages_open'],
    ['how fast the stores answer', 'liangshai_store_seconds_count{store="readings",operation="write"'],
  ])('leaves its trace in /metrics: %s', async (_what, line) => {
    const response = await fetch(new URL('/metrics', service.board));
    expect(await response.text()).toContain(line);
  });

  test('gets a credential while the service runs, and may use it at once', async () => {
    const { stdout } = await liangshai(scratch.directory, 'meters', 'add', 'M2');
    const fresh = /password (\S+)/.exec(stdout)![1]!;
    const reading = JSON.stringify({ time: Date.now(), energy_kwh: 1 });
    await expect
      .poll(
        async () => (await mosquittoPub(service.mqttPort, 'M2', fresh, 'meters/M2/readings', reading)).code,
        {
          timeout: 10_000,
          interval: 500,
        },
      )
      .toBe(0);
  });

  test('is found well by the doctor while it runs', async () => {
    const { code, stdout } = await liangshai(scratch.directory, 'doctor');
    expect(code).toBe(0);
    expect(stdout).toContain('good  service: holds the data directory');
    expect(stdout).toContain('good  registry: 2 projects, 2 meters');
  });

  test('SIGTERM drains and ends the service with 0', async () => {
    expect(await service.end('SIGTERM')).toBe(0);
  });
});
