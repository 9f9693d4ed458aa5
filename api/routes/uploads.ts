import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { type Fault, faultText } from '../../model/error.ts';
import { type RegistryTable, registryTables } from '../../model/registry.ts';
import { type RegistryFile, sheetsOfFiles, sheetsOfTable } from '../../registry/files.ts';
import { countRows, type Objection, type RegistrySheets, wholeImport } from '../../registry/import.ts';
import { isWorkbook } from '../../registry/workbook/workbook.ts';
import { sees, type Viewer } from '../access.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { ApiPorts } from '../ports.ts';
import { Refused } from '../refused.ts';
import {
  RegistryQuery,
  type UploadFault,
  UploadFile,
  UploadQuery,
  UploadReceipt,
} from '../schemas/upload.ts';

const mostBytes = 32 * 1024 * 1024;
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** `application/vnd.ms-excel` is what Windows calls a CSV; what a file is, its first bytes tell. */
const bodyTypes = ['text/csv', workbookType, 'application/vnd.ms-excel', 'application/octet-stream'];
const described = [...bodyTypes.slice(0, 2), 'multipart/form-data'];

interface UploadPorts extends Pick<ApiPorts, 'readUpload' | 'importRegistry' | 'nowMs'> {
  names: () => Names;
}

/** A district or a department reports for its own projects. */
function foreignProjects(viewer: Viewer, names: Names): Objection {
  return (table, row) => {
    if (table !== 'investments' || !('project' in row)) return null;
    const project = names.projects.get(row.project);
    // One that nobody knows is a fault of its own.
    if (project === undefined || sees(viewer, project)) return null;
    return {
      column: 'project',
      message: `"${row.project}" is not yours`,
      zh: `“${row.project}”不是您的项目`,
    };
  };
}

function shownFault(fault: Fault): z.infer<typeof UploadFault> {
  const { source, sheet = null, line = null, column = null, cell = null } = fault.place;
  return {
    text: faultText(fault),
    file: source,
    sheet,
    line,
    column,
    cell,
    message: { zh: fault.zh ?? fault.message, en: fault.message },
  };
}

/** A file as the body, or the files of a form; whatever the fields of the form are called. */
async function sentFiles(request: FastifyRequest, table: RegistryTable | undefined): Promise<RegistryFile[]> {
  if (!request.isMultipart()) {
    const bytes = request.body;
    if (!Buffer.isBuffer(bytes)) {
      throw new Refused('unsupported-type', 'Send a CSV or an XLSX file, as the body or in a form.');
    }
    return [{ bytes, name: isWorkbook(bytes) ? 'upload.xlsx' : `${table ?? 'upload'}.csv` }];
  }
  const files: RegistryFile[] = [];
  for await (const part of request.files({ limits: { fileSize: mostBytes, files: registryTables.length } })) {
    files.push({ name: part.filename, bytes: await part.toBuffer() });
  }
  return files;
}

async function sheetsOf(request: FastifyRequest, table: RegistryTable | undefined): Promise<RegistrySheets> {
  const files = await sentFiles(request, table);
  const [first] = files;
  if (first === undefined) throw new Refused('invalid-request', 'The form has no file.');
  if (table === undefined) return sheetsOfFiles(files);
  if (files.length > 1) throw new Refused('invalid-request', `One file holds the ${table}.`);
  return sheetsOfTable(table, first);
}

/** Investments, suspensions and every other table of the registry, as CSV or XLSX in the forms that offices use. */
export function registerUploads(server: FastifyInstance, ports: UploadPorts): void {
  const { readUpload, importRegistry, nowMs, names } = ports;

  const take = async (
    request: FastifyRequest,
    table: RegistryTable | undefined,
    { preview, partial }: z.infer<typeof UploadQuery>,
  ): Promise<UploadReceipt> => {
    const viewer = viewerOf(request);
    const reading = readUpload(await sheetsOf(request, table), foreignProjects(viewer, names()));
    const rows = preview || partial ? reading.rows : wholeImport(reading);
    if (!preview) {
      if (countRows(rows) === 0) wholeImport(reading);
      await importRegistry(rows, { actor: viewer.user ?? '', atMs: nowMs() });
    }
    const counts = Object.entries(rows).map(([name, each]) => [name, each.length]);
    return {
      taken: !preview,
      rows: Object.fromEntries(counts),
      faults: reading.faults.map(shownFault),
      consequences: reading.consequences.map(shownFault),
    };
  };

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      bodyTypes,
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    await scope.register(multipart);
    const app = scope.withTypeProvider<ZodTypeProvider>();
    const describe = (summary: string) => ({
      tags: ['registry'],
      summary,
      consumes: described,
      body: UploadFile,
      response: { 200: UploadReceipt },
    });

    app.post(
      '/api/v1/investments',
      {
        config: { access: 'report-investments' },
        schema: { ...describe('Report investments'), querystring: UploadQuery },
      },
      async (request) => take(request, 'investments', request.query),
    );
    app.post(
      '/api/v1/suspensions',
      {
        config: { access: 'enter-suspensions' },
        schema: { ...describe('Enter approved suspensions'), querystring: UploadQuery },
      },
      async (request) => take(request, 'suspensions', request.query),
    );
    app.post(
      '/api/v1/registry',
      {
        config: { access: 'change-registry' },
        schema: {
          ...describe(
            'Add to the registry or change rows of it: one table, a workbook, or a form of several files',
          ),
          querystring: RegistryQuery,
        },
      },
      async (request) => {
        const { table } = request.query;
        if (table === undefined && !request.isMultipart() && !isWorkbookBody(request.body)) {
          throw new Refused('invalid-request', '?table= says which table the file holds.');
        }
        return take(request, table, request.query);
      },
    );
  });
}

function isWorkbookBody(body: unknown): boolean {
  return Buffer.isBuffer(body) && isWorkbook(body);
}
