import { connect, type Socket } from 'node:net';
import { generate, type Packet } from 'mqtt-packet';
import { ackBytes, publishPacket } from '../../bench/ingest/mqtt-load.ts';
import { mutate } from '../../ingest/fuzz/mutation.ts';

/** Someone at the door who knows the secret of a meter and behaves badly. */
export interface Mad {
  port: number;
  meter: string;
  secret: string;
}

const messagesInWrite = 200;

function open(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  // Being thrown out is what it came for.
  socket.on('error', () => undefined);
  return socket;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.resume().once('close', () => resolve());
  });
}

function connectPacket({ meter, secret }: Mad, clientId: string): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 0,
    clientId,
    username: meter,
    password: Buffer.from(secret),
  });
}

function reading(mad: Mad, messageId: number): Buffer {
  const topic = Buffer.from(`meters/${mad.meter}/readings`);
  const payload = JSON.stringify({ time: Date.now() - messageId, energy_kwh: 1 });
  return Buffer.concat(publishPacket(topic, messageId, Buffer.from(payload)));
}

/** Publishes as fast as the socket takes it until it is stopped; answers how much was acknowledged. */
export function flood(mad: Mad): { stop: () => number } {
  const socket = open(mad.port);
  let acknowledgedBytes = 0;
  let messageId = 0;
  const write = (): void => {
    while (!socket.destroyed) {
      const packets = Array.from({ length: messagesInWrite }, () => {
        messageId = (messageId % 65_535) + 1;
        return reading(mad, messageId);
      });
      if (!socket.write(Buffer.concat(packets))) return;
    }
  };
  socket.on('data', (bytes: Buffer) => {
    acknowledgedBytes += bytes.length;
  });
  socket.on('drain', write);
  socket.once('connect', () => {
    socket.write(connectPacket(mad, 'flood'));
    write();
  });
  return {
    stop: () => {
      socket.destroy();
      return Math.floor(acknowledgedBytes / ackBytes);
    },
  };
}

/** Half of them never finish their CONNECT, the others log in and never finish a publish. They stay. */
export function dawdle(mad: Mad, count: number): Socket[] {
  return Array.from({ length: count }, (_, number) => {
    const socket = open(mad.port);
    const hello = connectPacket(mad, `slow-${number}`);
    const half = (packet: Buffer) => packet.subarray(0, packet.length >> 1);
    socket.write(number % 2 === 0 ? half(hello) : Buffer.concat([hello, half(reading(mad, 1))]));
    return socket;
  });
}

/** Sound publishes, then one that breaks off at byte `at`, and the connection with it. */
export async function breakOff(mad: Mad, at: number): Promise<void> {
  const socket = open(mad.port);
  const last = reading(mad, 3);
  socket.end(
    Buffer.concat([
      connectPacket(mad, `cut-${at}`),
      reading(mad, 1),
      reading(mad, 2),
      last.subarray(0, 1 + (at % (last.length - 1))),
    ]),
  );
  await closed(socket);
}

const packets: readonly Packet[] = [
  {
    cmd: 'publish',
    topic: 'meters/M1/readings',
    payload: '{"power_kw":1}',
    qos: 1,
    messageId: 7,
    dup: false,
    retain: false,
  },
  {
    cmd: 'publish',
    topic: 'meters/M1/status',
    payload: 'online',
    qos: 2,
    messageId: 8,
    dup: false,
    retain: true,
  },
  { cmd: 'subscribe', messageId: 9, subscriptions: [{ topic: '#', qos: 1 }] },
  { cmd: 'unsubscribe', messageId: 10, unsubscriptions: ['a/b'] },
  { cmd: 'pubrel', messageId: 8 },
  { cmd: 'puback', messageId: 9 },
  { cmd: 'pingreq' },
  { cmd: 'disconnect' },
];

/** A mutated packet after a sound CONNECT, or a mutated CONNECT; resolves when the connection is over. */
export async function malformed(mad: Mad, number: number, random: () => number): Promise<void> {
  const socket = open(mad.port);
  const hello = connectPacket(mad, `mutant-${number % 10}`);
  if (random() < 0.3) socket.end(mutate(hello, random));
  else {
    const packet = generate(packets[Math.floor(random() * packets.length)]!);
    socket.end(Buffer.concat([hello, mutate(packet, random)]));
  }
  await closed(socket);
}
