import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentOrder } from './documents.ts';
import { bulletinDocx } from './docx.ts';
import { bulletinXlsx } from './xlsx.ts';

const { bulletin, form, zone } = workerData as DocumentOrder;
parentPort!.postMessage(await (form === 'docx' ? bulletinDocx : bulletinXlsx)(bulletin, zone));
