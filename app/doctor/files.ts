import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { bad, type Check, type Diagnosis, good, warning } from './diagnosis.ts';

/** Files whose name says that what is in them opens a door. */
const secretKey = /(?:^|\.)(?:\w*(?:secret|token|password|key|url)File)$/i;
const readableByOthers = 0o004;

/** Every file that the configuration names is there, is not empty, and secrets are not open to everybody. */
export const checkFiles: Check = async ({ configuration }) => {
  const named = filesIn(configuration, '');
  return Promise.all(named.map(({ key, file }) => checkFile(key, file)));
};

interface NamedFile {
  key: string;
  file: string;
}

function filesIn(value: unknown, key: string): NamedFile[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]): NamedFile[] => {
    const at = key === '' ? name : `${key}.${name}`;
    if (typeof child === 'string' && name.endsWith('File')) {
      return [{ key: at, file: child }];
    }
    return filesIn(child, at);
  });
}

async function checkFile(key: string, file: string): Promise<Diagnosis> {
  const of = `file ${key}`;
  try {
    const text = await readFile(file, 'utf8');
    if (text.trim() === '') return bad(of, `${file} is empty`, 'write the secret alone into it');
  } catch (error) {
    return bad(of, (error as Error).message, `write it, readable by the service's user, or mend ${key}`);
  }
  const { mode } = await stat(file);
  if (secretKey.test(key) && (mode & readableByOthers) !== 0 && !(await isShut(path.dirname(file)))) {
    return warning(of, `${file} can be read by every user of this machine`, `chmod o-r ${file}`);
  }
  return good(of, file);
}

/** A directory that others may not enter hides what is in it. */
async function isShut(directory: string): Promise<boolean> {
  return ((await stat(directory)).mode & 0o001) === 0;
}
