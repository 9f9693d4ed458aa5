import { Table } from 'antd';
import { useState } from 'react';
import type { ResponseTimeList } from '../../api/schemas/response-times.ts';
import { dayOf, dayPlus } from '../figures/days.ts';
import { figureText, percent } from '../figures/numbers.ts';
import { type Language, useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { Segments } from '../look/segments.tsx';
import { useZone } from '../server/answers.ts';
import { useResponseTimes } from '../server/page-answers.ts';
import css from './duty-page.module.css';

const dictionary = {
  zh: {
    title: '响应时间',
    lead: (from: string, to: string) => `${from} 至 ${to} 提出的催办；时间为从第一封送达起的中位数`,
    none: '这些天没有催办送达',
    span: '天数',
    days: (days: number) => `近 ${days} 天`,
    department: '责任部门',
    pages: '送达',
    acknowledged: '签收',
    acknowledgeTime: '签收用时',
    explained: '说明',
    inTime: '按时答复 / 应答复',
    recoverTime: '恢复用时',
    file: '响应时间',
  },
  en: {
    title: 'Response times',
    lead: (from: string, to: string) =>
      `Pages opened from ${from} to ${to}; times are medians from the first letter's arrival`,
    none: 'No page was told in these days',
    span: 'Days',
    days: (days: number) => `${days} days`,
    department: 'Department',
    pages: 'Told',
    acknowledged: 'Acknowledged',
    acknowledgeTime: 'Time to acknowledge',
    explained: 'Explained',
    inTime: 'Answered in time / asked',
    recoverTime: 'Time to recover',
    file: 'response-times',
  },
};

const spans = ['7', '30', '90'] as const;
type Row = ResponseTimeList['departments'][number];

/** How soon each department acknowledges, explains and is at work again. */
export function ResponseTimes() {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const zone = useZone();
  const [span, setSpan] = useState<(typeof spans)[number]>('30');
  const answer = useResponseTimes(dayPlus(dayOf(Date.now(), zone), 1 - Number(span)));
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={6} />;
  const { from, to, departments } = answer.data;
  const share = (value: number) => figureText(percent(value, language));
  return (
    <section className={css.part} data-testid="response-times">
      <header className={css.head}>
        <div>
          <h2>{words.title}</h2>
          <p>{words.lead(from, to)}</p>
        </div>
        <Segments
          label={words.span}
          options={spans.map((value) => ({ value, label: words.days(Number(value)) }))}
          value={span}
          onChange={setSpan}
        />
        <CsvButton
          name={words.file}
          table={() => ({
            columns: columnNames(words),
            rows: departments.map((row) => [
              row.department.name,
              row.pages,
              row.acknowledged,
              row.acknowledgeMinutes,
              row.explained,
              `${row.inTime} / ${row.asked}`,
              row.recoverMinutes,
            ]),
          })}
        />
      </header>
      {departments.length === 0 ? (
        <Notice title={words.none} />
      ) : (
        <ScrollRegion label={words.title}>
          <Table<Row>
            rowKey={({ department }) => department.id}
            size="middle"
            pagination={false}
            dataSource={departments}
            columns={[
              { title: words.department, render: (_, row) => row.department.name },
              { title: words.pages, align: 'right', render: (_, row) => row.pages },
              { title: words.acknowledged, align: 'right', render: (_, row) => share(row.acknowledged) },
              {
                title: words.acknowledgeTime,
                align: 'right',
                render: (_, row) => duration(row.acknowledgeMinutes, language),
              },
              { title: words.explained, align: 'right', render: (_, row) => share(row.explained) },
              { title: words.inTime, align: 'right', render: (_, row) => `${row.inTime} / ${row.asked}` },
              {
                title: words.recoverTime,
                align: 'right',
                render: (_, row) => duration(row.recoverMinutes, language),
              },
            ]}
          />
        </ScrollRegion>
      )}
    </section>
  );
}

/** In the file the times are minutes, so that they can be reckoned with. */
function columnNames(words: typeof dictionary.zh): string[] {
  const { department, pages, acknowledged, acknowledgeTime, explained, inTime, recoverTime } = words;
  return [
    department,
    pages,
    acknowledged,
    `${acknowledgeTime} (min)`,
    explained,
    inTime,
    `${recoverTime} (min)`,
  ];
}

function duration(minutes: number | null, language: Language): string {
  if (minutes === null) return '–';
  const zh = language === 'zh';
  if (minutes < 90) return `${minutes} ${zh ? '分钟' : 'min'}`;
  const hours = minutes / 60;
  if (hours < 48) return `${hours.toFixed(1)} ${zh ? '小时' : 'h'}`;
  return `${(hours / 24).toFixed(1)} ${zh ? '天' : 'd'}`;
}
