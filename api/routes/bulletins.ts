import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bulletin as BulletinModel } from '../../model/bulletin.ts';
import type { RecordsStore } from '../../store/records.ts';
import { may, type Viewer } from '../access.ts';
import { bulletinCsv } from '../bulletin/csv.ts';
import { BulletinDocuments } from '../bulletin/documents.ts';
import { viewerOf } from '../gate.ts';
import { Refused } from '../refused.ts';
import {
  Bulletin,
  BulletinAddress,
  BulletinList,
  BulletinQuery,
  type bulletinForms,
} from '../schemas/bulletin.ts';

type File = Exclude<(typeof bulletinForms)[number], 'json'>;

const fileTypes: Readonly<Record<File, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

interface BulletinPorts {
  records: Pick<RecordsStore, 'bulletin' | 'bulletins'>;
  zone: string;
}

function sendFile(
  reply: FastifyReply,
  bulletin: BulletinModel,
  form: File,
  file: string | Uint8Array,
): FastifyReply {
  const name = encodeURIComponent(`${bulletin.title}.${form}`).replaceAll("'", '%27');
  return (
    reply
      .type(fileTypes[form])
      // RFC 6266: the plain name for programs that cannot read the Chinese one.
      .header(
        'content-disposition',
        `attachment; filename="bulletin-${bulletin.period}.${form}"; filename*=UTF-8''${name}`,
      )
      .send(file)
  );
}

/** The bulletins (通报) of closed periods as data and as documents. */
export function registerBulletins(server: FastifyInstance, { records, zone }: BulletinPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const documents = new BulletinDocuments();

  const visible = async (viewer: Viewer) =>
    (await records.bulletins()).filter(({ state }) => state === 'published' || may(viewer, 'view-drafts'));

  app.get(
    '/api/v1/bulletins',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'The bulletins of closed periods that you may see',
        response: { 200: BulletinList },
      },
    },
    async (request) => ({ bulletins: await visible(viewerOf(request)) }),
  );

  app.get(
    '/api/v1/bulletins/:period.:form',
    {
      config: { access: 'view' },
      schema: {
        tags: ['standings'],
        summary: 'One bulletin as JSON, CSV, XLSX or DOCX, all with the same figures',
        params: BulletinAddress,
        querystring: BulletinQuery,
        response: {
          200: {
            description: 'The bulletin',
            content: {
              'application/json': { schema: Bulletin },
              'text/csv': { schema: z.string() },
              [fileTypes.xlsx]: { schema: z.string() },
              [fileTypes.docx]: { schema: z.string() },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { period, form } = request.params;
      const entries = (await visible(viewerOf(request))).filter((entry) => entry.period === period);
      const wanted = request.query.revision ?? Math.max(...entries.map(({ revision }) => revision));
      const bulletin = entries.some(({ revision }) => revision === wanted)
        ? await records.bulletin(period, wanted)
        : null;
      if (bulletin === null)
        throw new Refused('no-such-bulletin', `No bulletin of ${period} that you may see.`);
      if (form === 'json') return reply.send(bulletin);
      const file = form === 'csv' ? bulletinCsv(bulletin) : await documents.file({ bulletin, form, zone });
      return sendFile(reply, bulletin, form, file);
    },
  );
}
