import { readFile } from 'node:fs/promises';
import { type Fault, LiangshaiError } from '../../model/error.ts';
import type { Channel, ChannelKind, ChannelParts } from '../channels/channel.ts';
import { type ChannelConfiguration, channelKinds } from '../channels/list.ts';
import type { PagingConfiguration } from '../configuration.ts';
import { Secrets } from './secrets.ts';

/**
 * Builds every channel of the configuration.
 * @throws LiangshaiError `channel-faulty` with every fault at once
 */
export async function buildChannels(
  channels: PagingConfiguration['channels'],
  nowMs: () => number,
): Promise<Map<string, Channel>> {
  const built = new Map<string, Channel>();
  const faults: Fault[] = [];
  for (const [name, configuration] of Object.entries(channels)) {
    try {
      built.set(name, await build(configuration, nowMs));
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

async function build(configuration: ChannelConfiguration, nowMs: () => number): Promise<Channel> {
  const secrets = new Secrets();
  const parts: ChannelParts = {
    nowMs,
    readSecret: async (file) => {
      const secret = await readSecret(file);
      secrets.add(secret);
      return secret;
    },
  };
  // The type of the configuration chooses the kind that it belongs to, which the compiler cannot see.
  const kind = channelKinds[configuration.type] as unknown as ChannelKind<typeof ChannelConfiguration>;
  const channel = await kind.build(configuration, parts);
  return {
    async send(message, target) {
      const outcome = await channel.send(message, target);
      return 'detail' in outcome && outcome.detail !== null
        ? { ...outcome, detail: secrets.hide(outcome.detail) }
        : outcome;
    },
    stop: () => channel.stop(),
  };
}

async function readSecret(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8')).trim();
  if (text === '') throw new Error(`${file} is empty`);
  return text;
}
