import { useState } from 'react';
import { useWords } from '../language/language.tsx';
import { PageHead } from '../look/page-head.tsx';
import { Segments } from '../look/segments.tsx';
import { useSession } from '../server/answers.ts';
import { CsvUpload } from './csv-upload.tsx';
import { registryTables, type UploadTable } from './registry-tables.ts';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    title: '台账',
    lead: '上传 CSV（UTF-8，中英文表头均可）。先检查，全部无误才写入；有一处错误，什么都不改。',
    table: '表',
    tables: {
      investments: '投资',
      suspensions: '报备停工',
      districts: '区县与园区',
      departments: '部门',
      projects: '项目',
      meters: '电表',
      milestones: '节点',
    } as Record<UploadTable, string>,
  },
  en: {
    title: 'Registry',
    lead: 'Upload CSV (UTF-8, Chinese or English headers). It is checked first; with a single fault nothing is changed.',
    table: 'Table',
    tables: {
      investments: 'Investments',
      suspensions: 'Suspensions',
      districts: 'Districts',
      departments: 'Departments',
      projects: 'Projects',
      meters: 'Meters',
      milestones: 'Milestones',
    },
  },
};

/** Who and what is watched, added to and changed by files. */
export function RegistryPage() {
  const words = useWords(dictionary);
  const session = useSession().data;
  const [chosen, setChosen] = useState<UploadTable>('investments');
  const tables = registryTables.filter(({ right }) => offers(session, right));
  const table = tables.find(({ table }) => table === chosen) ?? tables[0];
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Segments
        label={words.table}
        options={tables.map(({ table: value }) => ({ value, label: words.tables[value] }))}
        value={chosen}
        onChange={setChosen}
      />
      {table && <CsvUpload key={table.table} table={table} name={words.tables[table.table]} />}
    </>
  );
}
