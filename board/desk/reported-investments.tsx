import { Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { InvestmentList } from '../../api/schemas/investment.ts';
import { dayAndClock } from '../figures/days.ts';
import { figureText, money } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { useRootPx } from '../look/root-size.ts';
import { Segments } from '../look/segments.tsx';
import { useInvestments, useZone } from '../server/answers.ts';
import { periodName } from '../standings/period.ts';
import css from './registry-page.module.css';

const dictionary = {
  zh: {
    title: (period: string) => `${period}报送情况`,
    sum: (total: string, reported: number, missing: number) =>
      `共 ${total}，${reported} 个项目已报，${missing} 个未报`,
    which: '范围',
    missing: '未报',
    all: '全部',
    project: '项目',
    district: '区县与园区',
    department: '责任部门',
    amount: '金额',
    by: '报送',
    file: '投资报送',
  },
  en: {
    title: (period: string) => `Reports of the ${period}`,
    sum: (total: string, reported: number, missing: number) =>
      `${total} in all; ${reported} projects reported, ${missing} did not`,
    which: 'Which',
    missing: 'Missing',
    all: 'All',
    project: 'Project',
    district: 'District',
    department: 'Department',
    amount: 'Amount',
    by: 'Reported',
    file: 'investments',
  },
};

type Report = InvestmentList['reports'][number];

/** Who reported what for the last period, those who did not first. */
export function ReportedInvestments() {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const zone = useZone();
  const rootPx = useRootPx();
  const { printing } = useAppearance();
  const answer = useInvestments();
  const [which, setWhich] = useState<'missing' | 'all'>('missing');
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  const { period, totalWan, reported, missing, reports } = answer.data;
  const shown = which === 'all' ? reports : reports.filter(({ amountWan }) => amountWan === null);
  const wan = (value: number | null) => (value === null ? '–' : figureText(money(value, language)));
  return (
    <section className={css.part}>
      <header className={css.head}>
        <div>
          <h2>{words.title(periodName(period, language))}</h2>
          <p>{words.sum(wan(totalWan), reported, missing)}</p>
        </div>
        <div className={css.acts}>
          <Segments
            label={words.which}
            options={(['missing', 'all'] as const).map((value) => ({ value, label: words[value] }))}
            value={which}
            onChange={setWhich}
          />
          <CsvButton
            name={`${words.file}-${period}`}
            table={() => ({
              columns: [words.project, words.district, words.department, words.amount],
              rows: shown.map((row) => [
                row.project.name,
                row.district.name,
                row.department.name,
                row.amountWan,
              ]),
            })}
          />
        </div>
      </header>
      <Table<Report>
        rowKey={({ project }) => project.id}
        size="small"
        pagination={false}
        virtual={!printing}
        {...(!printing && { scroll: { x: 45 * rootPx, y: 26 * rootPx } })}
        dataSource={shown}
        columns={[
          {
            title: words.project,
            width: 16.25 * rootPx,
            ellipsis: true,
            render: (_, { project }) => (
              <Link to={`/projects/${encodeURIComponent(project.id)}`}>{project.name}</Link>
            ),
          },
          { title: words.district, width: 8.75 * rootPx, render: (_, { district }) => district.name },
          { title: words.department, width: 11.25 * rootPx, render: (_, { department }) => department.name },
          {
            title: words.amount,
            width: 8.75 * rootPx,
            align: 'right',
            render: (_, { amountWan }) => wan(amountWan),
          },
          {
            title: words.by,
            width: 12.5 * rootPx,
            render: (_, { history }) => {
              const last = history.at(-1);
              return last && `${last.actor} · ${dayAndClock(last.atMs, zone, language)}`;
            },
          },
        ]}
      />
    </section>
  );
}
