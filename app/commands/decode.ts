import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { type Decoded, ownTopic, type Profile, type ShownReading } from '../../ingest/profile.ts';
import { allProfiles } from '../../ingest/profiles/list.ts';
import { LiangshaiError } from '../../model/error.ts';
import { Configuration, readConfiguration } from '../config.ts';

interface DecodeOptions {
  profile?: string;
  topic?: string;
  hex?: boolean;
  config?: string;
}

export function decodeCommand(): Command {
  return new Command('decode')
    .description('show what a payload means, or why it means nothing')
    .argument('<file>', 'file with one payload as the device sent it; - reads standard input')
    .option('--profile <name>', 'payload profile; without it the topic tells')
    .option('--topic <topic>', 'MQTT topic it came on; without it that of a meter called METER')
    .option('--hex', 'the file is hexadecimal text of the payload')
    .option('--config <file>', 'configuration whose zone and mappings count')
    .action(decode);
}

async function decode(file: string, options: DecodeOptions, command: Command): Promise<void> {
  const profiles = await profilesOf(options.config);
  const { profile, topic } = choose(profiles, options, command);
  const bytes = await read(file);
  const payload = options.hex ? Buffer.from(bytes.toString().replaceAll(/\s+/g, ''), 'hex') : bytes;
  const match = profile.match(topic) ?? ownTopic(topic, profile.name);
  if (match === null) {
    throw new LiangshaiError(
      'topic-foreign',
      `${topic} is no topic of ${profile.name}`,
      `try meters/METER/${profile.name}`,
    );
  }
  const decoded = profile.decode(payload, { ...match, topic, receivedMs: Date.now() });
  process.stdout.write(`${JSON.stringify(shown(profile, topic, decoded), null, 2)}\n`);
  for (const { code, detail } of decoded.refusals) process.stderr.write(`liangshai: ${code}: ${detail}\n`);
  if (decoded.refusals.length > 0) process.exitCode = 1;
}

async function profilesOf(config: string | undefined): Promise<Profile[]> {
  const { city, ingest } = config === undefined ? Configuration.parse({}) : await readConfiguration(config);
  return allProfiles({ zone: city.zone }, ingest.mappings);
}

function choose(
  profiles: Profile[],
  options: DecodeOptions,
  command: Command,
): { profile: Profile; topic: string } {
  const names = profiles.map((profile) => profile.name).join(', ');
  if (options.profile !== undefined) {
    const profile = profiles.find(({ name }) => name === options.profile);
    if (profile === undefined) command.error(`error: no profile ${options.profile} (there are ${names})`);
    const leaf = profile.name === 'canonical' ? 'readings' : profile.name;
    return { profile, topic: options.topic ?? `meters/METER/${leaf}` };
  }
  const { topic } = options;
  if (topic === undefined) command.error(`error: neither --profile nor --topic (profiles: ${names})`);
  const profile = profiles.find((candidate) => candidate.match(topic) !== null);
  if (profile === undefined) {
    throw new LiangshaiError(
      'topic-unknown',
      `no profile knows the topic ${topic}`,
      `name one by --profile: ${names}`,
    );
  }
  return { profile, topic };
}

function read(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  return readFile(file).catch((cause: Error) => {
    throw new LiangshaiError('file-unreadable', cause.message, 'name a file that can be read, or -', {
      cause,
    });
  });
}

/** For people and for `jq`: instants as text, and only what is there. */
function shown(profile: Profile, topic: string, { readings, refusals, ...rest }: Decoded): object {
  return {
    profile: profile.name,
    topic,
    readings: readings.map(shownReading),
    refusals: refusals.map(({ code, detail, index }) => ({
      code,
      detail,
      ...(index === null ? {} : { index }),
    })),
    ...(rest.ignored === undefined ? {} : { ignored: rest.ignored }),
    ...(rest.presence === undefined ? {} : { presence: rest.presence }),
    ...(rest.request === undefined ? {} : { request: rest.request.topic }),
  };
}

function shownReading({ timeMs, ...values }: ShownReading): object {
  const present = Object.entries(values).filter(([, value]) => value !== null);
  return { time: new Date(timeMs).toISOString(), ...Object.fromEntries(present) };
}
