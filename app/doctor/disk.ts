import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { bad, type Check, good, warning } from './diagnosis.ts';

const megabyte = 2 ** 20;
/** Some weeks of a city at 15 s beside a backup. */
const comfortableMegabytes = 10 * 1024;

/** The data directory can be written, and there is room in it. */
export const checkDisk: Check = async ({ configuration: { data, ingest } }) => {
  try {
    await mkdir(data, { recursive: true });
    await access(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [bad('data', (error as Error).message, `let the service's user write in ${data}`)];
  }
  const { bavail, bsize } = await statfs(data);
  const freeMegabytes = Math.floor((bavail * bsize) / megabyte);
  const said = `${data}: ${freeMegabytes} MB free`;
  if (freeMegabytes < ingest.freeDiskMegabytes) {
    const least = `ingest.freeDiskMegabytes (${ingest.freeDiskMegabytes})`;
    return [bad('data', `${said}, less than ${least}: nothing is acknowledged`, 'free or add space')];
  }
  if (freeMegabytes < comfortableMegabytes) {
    return [warning('data', said, 'add space, or lower store.keepReadingsDays')];
  }
  return [good('data', said)];
};
