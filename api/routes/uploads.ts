import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Registry, type RegistryTable, registryTables } from '../../model/registry.ts';
import type { RegistryFiles } from '../../registry/directory.ts';
import { sees, type Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { ApiPorts } from '../ports.ts';
import { Refused } from '../refused.ts';
import { RegistryQuery, UploadQuery, UploadReceipt } from '../schemas/upload.ts';

const mostBytes = 32 * 1024 * 1024;

interface UploadPorts extends Pick<ApiPorts, 'readUpload' | 'importRegistry' | 'nowMs'> {
  names: () => Names;
}

/** A district or a department reports for its own projects; one foreign row refuses the whole file. */
function checkOwn(rows: Partial<Registry>, viewer: Viewer, names: Names): void {
  const foreign = (rows.investments ?? []).flatMap(({ project: id }) => {
    const project = names.projects.get(id);
    return project !== undefined && sees(viewer, project)
      ? []
      : [`investments.csv project: ${id} is not yours`];
  });
  if (foreign.length > 0) {
    throw new Refused('upload-faulty', 'The file speaks of projects of others.', { places: foreign });
  }
}

function countRows(rows: Partial<Registry>): UploadReceipt['rows'] {
  return Object.fromEntries(
    registryTables.flatMap((table) => (rows[table] === undefined ? [] : [[table, rows[table].length]])),
  );
}

function oneFile(table: RegistryTable, bytes: unknown): RegistryFiles {
  if (!Buffer.isBuffer(bytes)) throw new Refused('unsupported-type', 'Send the table as text/csv.');
  return { [table]: { bytes, source: `${table}.csv` } };
}

/** Files by their name: `projects.csv` holds the projects, whatever the field of the form is called. */
async function formFiles(request: FastifyRequest): Promise<RegistryFiles> {
  const files: RegistryFiles = {};
  for await (const part of request.files({ limits: { fileSize: mostBytes, files: registryTables.length } })) {
    const table = registryTables.find((name) => part.filename === `${name}.csv`);
    if (table === undefined) {
      throw new Refused('upload-faulty', `${part.filename} is no file of the registry.`, {
        places: [`${part.filename}: the files are ${registryTables.map((name) => `${name}.csv`).join(', ')}`],
      });
    }
    files[table] = { bytes: await part.toBuffer(), source: part.filename };
  }
  return files;
}

/** Investments, suspensions and every other table of the registry, as CSV with English or Chinese headers. */
export function registerUploads(server: FastifyInstance, ports: UploadPorts): void {
  const { readUpload, importRegistry, nowMs, names } = ports;

  const take = async (files: RegistryFiles, viewer: Viewer, check: boolean): Promise<UploadReceipt> => {
    const rows = readUpload(files);
    checkOwn(rows, viewer, names());
    if (!check) await importRegistry(rows, { actor: viewer.user ?? '', atMs: nowMs() });
    return { taken: !check, rows: countRows(rows) };
  };

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'text/csv',
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    await scope.register(multipart);
    const app = scope.withTypeProvider<ZodTypeProvider>();
    const described = (summary: string, consumes: string[]) => ({
      tags: ['registry'],
      summary,
      consumes,
      response: { 200: UploadReceipt },
    });

    app.post(
      '/api/v1/investments',
      {
        config: { access: 'report-investments' },
        schema: { ...described('Report investments', ['text/csv']), querystring: UploadQuery },
      },
      async (request) => take(oneFile('investments', request.body), viewerOf(request), request.query.check),
    );
    app.post(
      '/api/v1/suspensions',
      {
        config: { access: 'enter-suspensions' },
        schema: { ...described('Enter approved suspensions', ['text/csv']), querystring: UploadQuery },
      },
      async (request) => take(oneFile('suspensions', request.body), viewerOf(request), request.query.check),
    );
    app.post(
      '/api/v1/registry',
      {
        config: { access: 'change-registry' },
        schema: {
          ...described('Add to the registry or change rows of it: one table, or a form of several files', [
            'text/csv',
            'multipart/form-data',
          ]),
          querystring: RegistryQuery,
        },
      },
      async (request) => {
        const { table, check } = request.query;
        if (request.isMultipart()) return take(await formFiles(request), viewerOf(request), check);
        if (table === undefined)
          throw new Refused('invalid-request', '?table= says which table the file holds.');
        return take(oneFile(table, request.body), viewerOf(request), check);
      },
    );
  });
}
