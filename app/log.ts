import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

/** JSON where a machine reads it, lines where a person does; always on stderr, so that a command's answer stays apart. */
export function buildLog(level: string): Logger {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level, base: null, serializers: { error: pino.stdSerializers.err } }, stream);
}
