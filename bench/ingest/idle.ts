import type { Socket } from 'node:net';
import { login } from './mqtt-load.ts';
import { city } from './peers.ts';
import { usageOf } from './process-usage.ts';
import { print } from './report.ts';

const connections = 10_000;
const atOnce = 100;

/** What connections that say nothing cost the whole service, started for this. */
export async function measureIdle(directory: string): Promise<void> {
  const peer = await city(directory, Date.now());
  const meters = peer.meters!;
  const before = usageOf(peer.process.pid!).residentMb;
  const sockets: Socket[] = [];
  for (let number = 0; number < connections; number += atOnce) {
    const some = Array.from({ length: atOnce }, (_, i) => {
      const username = meters[(number + i) % meters.length]!;
      return login(peer.port, number + i, { username, password: 'secret' });
    });
    sockets.push(...(await Promise.all(some)));
  }
  const after = usageOf(peer.process.pid!).residentMb;
  print(
    `\n${connections.toLocaleString('en')} idle connections to the whole service: ${Math.round(after)} MB resident (before: ${Math.round(before)} MB)`,
  );
  for (const socket of sockets) socket.destroy();
  await peer.stop();
}
