import { readFile } from 'node:fs/promises';
import type { HttpConfiguration } from '../api/configuration.ts';
import type { ApiSettings } from '../api/ports.ts';
import { LiangshaiError } from '../model/error.ts';
import { readSecretFile } from './readings.ts';

type HttpSettings = Pick<ApiSettings, 'host' | 'port' | 'publicView' | 'behindProxy' | 'tls' | 'openId'>;

/**
 * The door for browsers and programs, with the files that it names.
 * @throws LiangshaiError `certificate-unreadable` or `secret-unreadable`
 */
export async function httpSettings({ tls, openId, ...settings }: HttpConfiguration): Promise<HttpSettings> {
  return {
    ...settings,
    tls: tls === undefined ? null : await readCertificate(tls.certificateFile, tls.keyFile),
    openId: openId === undefined ? null : await readOpenId(openId),
  };
}

async function readCertificate(certificateFile: string, keyFile: string) {
  // One after the other, so that of two unreadable files the same one is named at every start.
  const cert = await readPem(certificateFile);
  return { cert, key: await readPem(keyFile) };
}

async function readOpenId({ clientSecretFile, ...settings }: NonNullable<HttpConfiguration['openId']>) {
  const clientSecret = clientSecretFile === undefined ? null : await readSecretFile(clientSecretFile);
  return { ...settings, clientSecret };
}

function readPem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new LiangshaiError(
      'certificate-unreadable',
      `${file}: ${cause.message}`,
      'name a readable file in PEM under http.tls, or leave http.tls out',
      { cause },
    );
  });
}
