import { useState } from 'react';
import { useWords } from '../language/language.tsx';
import { PageHead } from '../look/page-head.tsx';
import { Segments } from '../look/segments.tsx';
import { useSession } from '../server/answers.ts';
import { FileUpload } from './file-upload.tsx';
import css from './registry-page.module.css';
import { registryTables, type UploadTable } from './registry-tables.ts';
import { ReportedInvestments } from './reported-investments.tsx';
import { offers } from './rights.ts';
import { SuspensionForm } from './suspension-form.tsx';

const dictionary = {
  zh: {
    title: '台账',
    lead: '上传 CSV 或 XLSX，中英文表头均可。先检查，错误逐处列出，确认后才写入。',
    table: '表',
    tables: {
      investments: '投资',
      suspensions: '批准停工',
      districts: '区县与园区',
      departments: '部门',
      projects: '项目',
      meters: '电表',
      milestones: '节点',
      plans: '计划曲线',
      workbook: '整本工作簿',
    } as Record<UploadTable, string>,
  },
  en: {
    title: 'Registry',
    lead: 'Upload CSV or XLSX, with Chinese or English headers. It is checked first, every fault is shown in its place, and taken when you say so.',
    table: 'Table',
    tables: {
      investments: 'Investments',
      suspensions: 'Suspensions',
      districts: 'Districts',
      departments: 'Departments',
      projects: 'Projects',
      meters: 'Meters',
      milestones: 'Milestones',
      plans: 'Plan curve',
      workbook: 'A whole workbook',
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
      <div className={css.tables}>
        <Segments
          label={words.table}
          options={tables.map(({ table: value }) => ({ value, label: words.tables[value] }))}
          value={table?.table ?? chosen}
          onChange={setChosen}
        />
      </div>
      {table && <FileUpload key={table.table} table={table} name={words.tables[table.table]} />}
      {table?.table === 'suspensions' && <SuspensionForm table={table} />}
      {table?.table === 'investments' && <ReportedInvestments />}
    </>
  );
}
