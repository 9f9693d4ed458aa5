import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fault, LiangshaiError } from '../../model/error.ts';
import type { Channel, ChannelKind, ChannelParts } from '../channels/channel.ts';
import { type ChannelConfiguration, channelKinds } from '../channels/list.ts';
import type { PagingConfiguration } from '../configuration.ts';

/**
 * Builds every channel of the configuration; its secrets' files are relative to `directory`.
 * @throws LiangshaiError `channel-faulty` with every fault at once
 */
export async function buildChannels(
  channels: PagingConfiguration['channels'],
  directory: string,
  nowMs: () => number,
): Promise<Map<string, Channel>> {
  const parts: ChannelParts = { nowMs, readSecret: (file) => readSecret(path.resolve(directory, file)) };
  const built = new Map<string, Channel>();
  const faults: Fault[] = [];
  for (const [name, configuration] of Object.entries(channels)) {
    try {
      built.set(name, await build(configuration, parts));
    } catch (error) {
      faults.push({ place: { source: `channel ${name}` }, message: (error as Error).message });
    }
  }
  if (faults.length === 0) return built;
  for (const channel of built.values()) await channel.stop();
  throw new LiangshaiError(
    'channel-faulty',
    `${faults.length} of the channels cannot be used`,
    'mend the files that hold their secrets and start again',
    { faults },
  );
}

function build(configuration: ChannelConfiguration, parts: ChannelParts): Promise<Channel> {
  // The type of the configuration chooses the kind that it belongs to, which the compiler cannot see.
  const kind = channelKinds[configuration.type] as unknown as ChannelKind<typeof ChannelConfiguration>;
  return kind.build(configuration, parts);
}

async function readSecret(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8')).trim();
  if (text === '') throw new Error(`${file} is empty`);
  return text;
}
