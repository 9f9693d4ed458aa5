import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { UploadReceipt } from '../../api/schemas/upload.ts';
import { csvText, downloadCsv } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import { ProblemError, request } from '../server/request.ts';
import css from './csv-upload.module.css';
import type { RegistryTable } from './registry-tables.ts';

const dictionary = {
  zh: {
    choose: '选择 CSV 文件',
    template: '下载空表',
    checking: '正在检查…',
    fine: (rows: number) => `检查通过：${rows} 行可以写入。`,
    write: '写入台账',
    written: (rows: number) => `已写入 ${rows} 行。`,
    faults: (count: number) => `${count} 处错误，什么都没有改：`,
    none: '没有选择文件',
  },
  en: {
    choose: 'Choose a CSV file',
    template: 'An empty file to fill in',
    checking: 'Checking…',
    fine: (rows: number) => `It is in order: ${rows} rows can be taken.`,
    write: 'Take them',
    written: (rows: number) => `${rows} rows were taken.`,
    faults: (count: number) => `${count} faults, nothing was changed:`,
    none: 'No file is chosen',
  },
};

/** One table of the registry from a file: checked as soon as it is chosen, taken when told to. */
export function CsvUpload({ table, name }: { table: RegistryTable; name: string }) {
  const words = useWords(dictionary);
  const id = useId();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const check = useMutation({ mutationFn: (chosen: File) => upload(table, chosen, true) });
  const take = useMutation({
    mutationFn: (chosen: File) => upload(table, chosen, false),
    onSuccess: () => client.invalidateQueries(),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    take.reset();
    check.reset();
    if (chosen) check.mutate(chosen);
  };
  const error = take.error ?? check.error;
  return (
    <section className={css.upload} aria-label={name}>
      <div className={css.choose}>
        <input
          id={id}
          className="only-spoken"
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
          data-testid="csv-file"
        />
        <label htmlFor={id}>{words.choose}</label>
        {file && <span>{file.name}</span>}
        <Button onClick={() => downloadCsv(table.table, csvText(table.columns, []))}>{words.template}</Button>
      </div>
      <div role="status" data-testid="csv-outcome">
        {file === null && <p className={css.soft}>{words.none}</p>}
        {check.isPending && <p className={css.soft}>{words.checking}</p>}
        {check.data && !take.data && !error && <p>{words.fine(rowsOf(check.data, table))}</p>}
        {take.data && <p>{words.written(rowsOf(take.data, table))}</p>}
        {error && <Faults error={error} title={words.faults} />}
      </div>
      {file && check.data && !take.data && !error && (
        <Button type="primary" loading={take.isPending} onClick={() => take.mutate(file)}>
          {words.write}
        </Button>
      )}
    </section>
  );
}

function upload(table: RegistryTable, file: File, check: boolean): Promise<UploadReceipt> {
  const address = `/api/v1${table.path}${table.path.includes('?') ? '&' : '?'}check=${check}`;
  return request<UploadReceipt>(address, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'text/csv' },
  });
}

function rowsOf(receipt: UploadReceipt, table: RegistryTable): number {
  return receipt.rows[table.table] ?? 0;
}

function Faults({ error, title }: { error: Error; title: (count: number) => string }) {
  if (!(error instanceof ProblemError) || error.faults.length === 0) {
    return <p className={css.fault}>{error.message}</p>;
  }
  return (
    <>
      <p className={css.fault}>{title(error.faults.length)}</p>
      <ul className={css.faults}>
        {error.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </>
  );
}
