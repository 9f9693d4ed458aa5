import mqtt from 'mqtt';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { MqttConfiguration } from '../broker/configuration.ts';
import { CredentialBook } from '../broker/credential-book.ts';
import type { Finding } from '../model/finding.ts';
import { hashSecret } from '../model/secret.ts';
import { openDoor } from './door.ts';

test('after a start the open findings are there for who asks for them, without an evaluation', async () => {
  const finding: Finding = {
    id: 'P1~stalled~2026-11-20',
    project: 'P1',
    kind: 'stalled',
    level: 'yellow',
    since: '2026-11-15',
    opened: '2026-11-20',
    closed: null,
    evidence: { sentence: { zh: '停工', en: 'stalled' }, figures: {}, days: [] },
  };
  const hash = await hashSecret('right', 'device');
  const door = openDoor({
    mqtt: MqttConfiguration.parse({ host: '127.0.0.1', port: 0 }),
    book: new CredentialBook([{ id: 'screen', kind: 'viewer', hash, meters: [] }]),
    intake: { accept: async () => ({ accepted: 0, refused: [] }), ownerOf: () => null },
    openFindings: async () => [finding],
    nowMs: Date.now,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
  });
  await door.start();
  const screen = await mqtt.connectAsync(door.address(), { username: 'screen', password: 'right' });
  const told = new Promise<string>((resolve) =>
    screen.once('message', (topic, payload) => resolve(`${topic} ${payload}`)),
  );
  await screen.subscribeAsync('liangshai/findings/+', { qos: 1 });
  expect(await told).toBe(`liangshai/findings/P1 ${JSON.stringify([finding])}`);
  await screen.endAsync();
  await door.stop();
});
