import { isServed } from '../../store/backup/door.ts';
import { checkCertificates } from './certificates.ts';
import { checkClock } from './clock.ts';
import type { Check, Diagnosis, Installation } from './diagnosis.ts';
import { checkDisk } from './disk.ts';
import { checkEngines } from './engines.ts';
import { checkFiles } from './files.ts';
import { checkPorts } from './ports.ts';
import { checkRegistry } from './registry.ts';

const checks: readonly Check[] = [
  checkDisk,
  checkFiles,
  checkClock,
  checkPorts,
  checkCertificates,
  checkEngines,
  checkRegistry,
];

/** Looks at everything, one subject after the other; what is wrong with one hides none of the others. */
export async function checkUp(looked: Omit<Installation, 'running'>): Promise<Diagnosis[]> {
  const installation = { ...looked, running: await isServed(looked.configuration.data) };
  const found: Diagnosis[] = [];
  for (const check of checks) found.push(...(await check(installation)));
  return found;
}
