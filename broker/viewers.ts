import { readFile } from 'node:fs/promises';
import { LiangshaiError } from '../model/error.ts';
import { hashSecret } from '../model/secret.ts';
import type { MqttConfiguration } from './configuration.ts';
import type { DeviceCredential } from './credential-book.ts';

/** The configured viewers as credentials, their secrets read from files; throws `secret-unreadable`. */
export function viewerCredentials(viewers: MqttConfiguration['viewers']): Promise<DeviceCredential[]> {
  return Promise.all(
    viewers.map(async ({ id, secretFile }) => {
      const secret = (await readSecret(secretFile)).trim();
      return { id, kind: 'viewer', hash: await hashSecret(secret, 'device'), meters: [] };
    }),
  );
}

export function readSecret(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new LiangshaiError(
      'secret-unreadable',
      `${file}: ${cause.message}`,
      'write the secret alone into this file',
      {
        cause,
      },
    );
  });
}
