import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { csvText } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { useProjects } from '../server/answers.ts';
import { upload } from './file-upload.tsx';
import css from './registry-page.module.css';
import type { RegistryTable } from './registry-tables.ts';

const dictionary = {
  zh: {
    title: '登记一条批准停工',
    project: '项目',
    all: '全市所有项目',
    from: '自',
    to: '至（不填：直到另行通知）',
    reason: '事由，如台风防御停工令',
    document: '文号',
    put: '登记',
    done: '已登记，自下一轮评价起生效。',
  },
  en: {
    title: 'Enter one suspension',
    project: 'Project',
    all: 'All projects of the city',
    from: 'From',
    to: 'To (empty: until further notice)',
    reason: 'Reason, as: stop order against the typhoon',
    document: 'Document',
    put: 'Enter',
    done: 'It is entered and counts from the next evaluation on.',
  },
};

const empty = { project: null as string | null, from: '', to: '', reason: '', document: '' };

/** One approved stop by hand; more come by file. */
export function SuspensionForm({ table }: { table: RegistryTable }) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const projects = useProjects().data?.projects ?? [];
  const [row, setRow] = useState(empty);
  const put = useMutation({
    mutationFn: () => {
      const { project, from, to, reason, document } = row;
      const text = csvText({
        columns: table.columns,
        rows: [[project, from, to, reason.trim(), document.trim()]],
      });
      return upload(table, new Blob([text]), 'whole');
    },
    onSuccess: () => {
      setRow(empty);
      return client.invalidateQueries();
    },
  });
  const complete = row.project !== null && row.from !== '' && row.reason.trim() !== '';
  const field = (name: 'from' | 'to' | 'reason' | 'document') => ({
    'aria-label': words[name],
    value: row[name],
    onChange: (event: { target: { value: string } }) => setRow({ ...row, [name]: event.target.value }),
  });
  return (
    <section className={css.part}>
      <h2>{words.title}</h2>
      <div className={css.form}>
        <Select
          aria-label={words.project}
          placeholder={words.project}
          value={row.project}
          options={[
            { value: '*', label: words.all },
            ...projects.map(({ id, name }) => ({ value: id, label: `${name} ${id}` })),
          ]}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(project) => setRow({ ...row, project })}
        />
        <Input type="date" {...field('from')} title={words.from} />
        <Input type="date" {...field('to')} title={words.to} />
        <Input {...field('reason')} placeholder={words.reason} maxLength={500} />
        <Input {...field('document')} placeholder={words.document} maxLength={200} />
        <Button type="primary" disabled={!complete} loading={put.isPending} onClick={() => put.mutate()}>
          {words.put}
        </Button>
      </div>
      <div role="status">{put.isSuccess && <p>{words.done}</p>}</div>
      {put.error && <ErrorNotice error={put.error} />}
    </section>
  );
}
