import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useId, useState } from 'react';
import type { UploadReceipt } from '../../api/schemas/upload.ts';
import { downloadCsv } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { ProblemError, request } from '../server/request.ts';
import css from './file-upload.module.css';
import type { RegistryTable } from './registry-tables.ts';
import { UploadFaults } from './upload-faults.tsx';

const dictionary = {
  zh: {
    choose: '选择文件',
    drop: '或拖到这里：CSV 或 XLSX',
    template: '下载空表',
    checking: '正在检查…',
    fine: (rows: number) => `检查通过：${rows} 行可以写入。`,
    some: (rows: number, faults: number) => `${faults} 处错误；其余 ${rows} 行无误。`,
    write: '写入台账',
    partial: (rows: number) => `只写入无误的 ${rows} 行`,
    written: (rows: number) => `已写入 ${rows} 行。`,
  },
  en: {
    choose: 'Choose a file',
    drop: 'or drop it here: CSV or XLSX',
    template: 'An empty file to fill in',
    checking: 'Checking…',
    fine: (rows: number) => `It is in order: ${rows} rows can be taken.`,
    some: (rows: number, faults: number) =>
      `${faults === 1 ? '1 fault' : `${faults} faults`}; in order otherwise: ${rows}.`,
    write: 'Take them',
    partial: (rows: number) => `Take only the ${rows} in order`,
    written: (rows: number) => `${rows} rows were taken.`,
  },
};

type Taking = 'preview' | 'whole' | 'partial';

/** A table of the registry, or a workbook of several, from a file: checked as soon as it is chosen, taken when told to. */
export function FileUpload({ table, name }: { table: RegistryTable; name: string }) {
  const words = useWords(dictionary);
  const id = useId();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const check = useMutation({ mutationFn: (chosen: File) => upload(table, chosen, 'preview') });
  const take = useMutation({
    mutationFn: ({ chosen, taking }: { chosen: File; taking: Taking }) => upload(table, chosen, taking),
    onSuccess: () => client.invalidateQueries(),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    take.reset();
    check.reset();
    if (chosen) check.mutate(chosen);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0] ?? null);
  };
  const receipt = take.data ?? check.data;
  const faults = receipt ? [...receipt.faults, ...receipt.consequences] : [];
  const rows = receipt ? rowsOf(receipt) : 0;
  const error = take.error ?? check.error;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is the first.
    <div
      className={css.upload}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={css.choose}>
        <input
          id={id}
          className="only-spoken"
          type="file"
          accept=".csv,.xlsx,text/csv"
          aria-label={`${name}: ${words.choose}`}
          // A file that was mended has the same name; without this the browser takes it for the same choice.
          onClick={(event) => {
            event.currentTarget.value = '';
          }}
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
          data-testid="csv-file"
        />
        <label htmlFor={id}>{words.choose}</label>
        <span className={css.soft}>{file?.name ?? words.drop}</span>
        {table.columns.length > 0 && (
          <Button onClick={() => downloadCsv(table.table, { columns: table.columns, rows: [] })}>
            {words.template}
          </Button>
        )}
      </div>
      <div role="status" data-testid="csv-outcome" className={css.outcome}>
        {check.isPending && <p className={css.soft}>{words.checking}</p>}
        {take.data && <p>{words.written(rows)}</p>}
        {check.data && !take.data && !error && (
          <p className={faults.length > 0 ? css.fault : ''}>
            {faults.length > 0 ? words.some(rows, faults.length) : words.fine(rows)}
          </p>
        )}
        {faults.length > 0 && <UploadFaults faults={faults} />}
        {error && <Refusal error={error} />}
      </div>
      {file && check.data && !take.data && rows > 0 && (
        <Button
          type={faults.length === 0 ? 'primary' : 'default'}
          loading={take.isPending}
          onClick={() => take.mutate({ chosen: file, taking: faults.length === 0 ? 'whole' : 'partial' })}
        >
          {faults.length === 0 ? words.write : words.partial(rows)}
        </Button>
      )}
    </div>
  );
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a table as it would come from a file. */
export function upload(
  table: Pick<RegistryTable, 'path'>,
  file: Blob & { name?: string },
  taking: Taking,
): Promise<UploadReceipt> {
  const choice = taking === 'whole' ? '' : `${table.path.includes('?') ? '&' : '?'}${taking}=true`;
  return request<UploadReceipt>(`/api/v1${table.path}${choice}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': file.name?.toLowerCase().endsWith('.xlsx') ? workbookType : 'text/csv' },
  });
}

function rowsOf({ rows }: UploadReceipt): number {
  return Object.values(rows).reduce((sum, count) => sum + (count ?? 0), 0);
}

/** What the service refused, with every fault that it names. */
function Refusal({ error }: { error: Error }) {
  return (
    <>
      <ErrorNotice error={error} />
      {error instanceof ProblemError && (
        <ul className={css.faults}>
          {error.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </>
  );
}
