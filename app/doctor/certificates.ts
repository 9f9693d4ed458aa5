import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { bad, type Check, type Diagnosis, good, warning } from './diagnosis.ts';

const dayMs = 86_400_000;
/** Time to get a new one through an office. */
const renewDays = 30;

interface Pair {
  of: string;
  certificateFile: string;
  keyFile: string;
}

/** Certificates are valid, for longer than a month, and their keys belong to them. */
export const checkCertificates: Check = async ({ configuration: { http, mqtt }, nowMs }) => {
  const found: Promise<Diagnosis>[] = [];
  if (http.tls !== undefined) found.push(checkPair({ of: 'certificate http.tls', ...http.tls }, nowMs()));
  if (mqtt.tls !== undefined) found.push(checkPair({ of: 'certificate mqtt.tls', ...mqtt.tls }, nowMs()));
  const authority = mqtt.tls?.clientCaFile;
  if (authority !== undefined) found.push(checkOne('certificate mqtt.tls.clientCaFile', authority, nowMs()));
  return Promise.all(found);
};

async function checkPair({ of, certificateFile, keyFile }: Pair, nowMs: number): Promise<Diagnosis> {
  try {
    const certificate = new X509Certificate(await readFile(certificateFile));
    if (!certificate.checkPrivateKey(createPrivateKey(await readFile(keyFile)))) {
      return bad(of, `${keyFile} is not the key of ${certificateFile}`, 'name the two that belong together');
    }
  } catch (error) {
    return bad(of, (error as Error).message, 'both files have to be PEM');
  }
  return checkOne(of, certificateFile, nowMs);
}

async function checkOne(of: string, file: string, nowMs: number): Promise<Diagnosis> {
  try {
    const { validFromDate, validToDate, subject } = new X509Certificate(await readFile(file));
    const days = Math.floor((validToDate.getTime() - nowMs) / dayMs);
    const name = subject.replaceAll('\n', ', ');
    if (nowMs < validFromDate.getTime()) {
      return bad(of, `${name} is valid only from ${validFromDate.toISOString()}`, 'look at the clock');
    }
    if (days < 0) return bad(of, `${name} expired ${-days} days ago`, 'renew it: no client connects');
    if (days < renewDays) return warning(of, `${name} expires in ${days} days`, 'renew it');
    return good(of, `${name}, ${days} days left`);
  } catch (error) {
    return bad(of, (error as Error).message, 'it has to be a certificate in PEM');
  }
}
