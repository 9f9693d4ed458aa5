import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { LiangshaiError } from '../model/error.ts';

const secretBytes = 32;

/**
 * The secret that signs links: of the file in the configuration, which has to be there, or of `ownFile`, which is made
 * when it is not (readable by its owner only).
 */
export async function linkSecret(configuredFile: string | undefined, ownFile: string): Promise<Uint8Array> {
  if (configuredFile !== undefined) return read(configuredFile);
  const fresh = randomBytes(secretBytes).toString('base64url');
  await writeFile(ownFile, `${fresh}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return read(ownFile);
}

async function read(file: string): Promise<Uint8Array> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const hint = 'name a file with at least 32 random characters, or leave paging.linkSecretFile out';
    throw new LiangshaiError('link-secret-unreadable', `${file} cannot be read`, hint, { cause });
  });
  const secret = Buffer.from(text.trim());
  if (secret.byteLength >= secretBytes) return secret;
  throw new LiangshaiError(
    'link-secret-short',
    `${file} has ${secret.byteLength} characters`,
    'a secret that signs links has at least 32',
  );
}
