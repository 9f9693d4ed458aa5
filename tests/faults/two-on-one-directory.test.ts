import { expect, test } from 'vitest';
import { liangshai } from '../liangshai-process.ts';
import { FaultCity } from './fault-city.ts';
import { expectNothingLost, Load } from './load.ts';

test('a second service on the same data directory says so and ends with 1, and the first one goes on', {
  timeout: 120_000,
}, async () => {
  const city = await FaultCity.open(2);
  try {
    const service = await city.start();
    const load = new Load(city);
    load.begin(service);
    await load.advance(50);
    const second = await liangshai(city.directory, 'serve', '--only', 'broker,ingest,rules,paging');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('in use by another process');
    await load.advance(50);
    expect(await service.end()).toBe(0);
    await load.end();
    expectNothingLost('two on one directory', load, await city.stored(), '1 second service');
  } finally {
    await city.remove();
  }
});
