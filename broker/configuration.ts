import { z } from 'zod';

const Port = z.int().min(0).max(65_535);
const File = z.string().min(1);

/** What one client may ask of the door, so that a mad one does not hurt the others. */
export const MqttLimits = z.strictObject({
  connections: z.int().positive().default(20_000),
  /** Of one client, over all its connections; above it is slowed down, never dropped. */
  messagesPerSecond: z.number().positive().default(1000),
  /** A gateway's batch of a day is about this large. */
  packetKilobytes: z.int().positive().default(1024),
  /** A client that does not read its acknowledgements is cut off after this. */
  slowClientSeconds: z.number().positive().default(20),
});
export type MqttLimits = z.infer<typeof MqttLimits>;

/** TLS with files in PEM; with `clientCa` a client certificate of that authority logs in, its CN being the id. */
export const MqttTls = z.strictObject({
  port: Port.default(8883),
  certificateFile: File,
  keyFile: File,
  clientCaFile: File.optional(),
});
export type MqttTls = z.infer<typeof MqttTls>;

/** Another broker in place of the embedded one: meters connect there, and so does this service. */
export const ExternalMqtt = z.strictObject({
  url: z.url({ protocol: /^(mqtts?|wss?)$/ }),
  username: z.string().optional(),
  passwordFile: File.optional(),
  /** The broker knows our sessions by it. By default from the host's name: two processes on one host need one each. */
  clientId: z.string().min(1).max(40).optional(),
  version: z.union([z.literal(4), z.literal(5)]).default(4),
  /** A broker delivers only so many messages to each before it waits for acknowledgements. */
  connections: z.int().min(1).max(256).default(16),
  /** Name of the shared subscription that processes divide among themselves; null: the broker has none. */
  share: z.string().min(1).nullable().default('liangshai'),
  topics: z.array(z.string().min(1)).min(1).default(['meters/+/#', 'gateways/+/#']),
});
export type ExternalMqtt = z.infer<typeof ExternalMqtt>;

/** `mqtt:` of the configuration. */
export const MqttConfiguration = z.strictObject({
  host: z.string().default('0.0.0.0'),
  port: Port.default(1883),
  tls: MqttTls.optional(),
  /** MQTT over WebSocket, path `/mqtt`; over TLS when `tls` is there. */
  websocketPort: Port.optional(),
  limits: MqttLimits.prefault({}),
  /** Logins that may read `liangshai/findings/#` and the meters' status, and send nothing. */
  viewers: z.array(z.strictObject({ id: z.string().min(1), secretFile: File })).default([]),
  external: ExternalMqtt.optional(),
});
export type MqttConfiguration = z.infer<typeof MqttConfiguration>;
