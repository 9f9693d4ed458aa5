import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PeriodView } from '../../api/schemas/period.ts';
import { offers } from '../desk/rights.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { usePeriods, useSession, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { periodName } from '../standings/period.ts';
import { periodStateNames } from '../standings/period-state.tsx';
import css from './dispatch.module.css';
import { ReasonForm } from './reason-form.tsx';

const dictionary = {
  zh: {
    title: '期次与通报',
    lead: '每一期到期结账，数字冻结，生成通报草稿；核对后发布。重开要写明理由，旧版仍可查。',
    none: '还没有期次',
    period: '期次',
    state: '状态',
    closing: '结账',
    revised: '版次',
    closed: '结账时间',
    number: '文号',
    due: (time: string) => `${time} 自动结账`,
    revision: (revision: number, by: string, time: string) => `第 ${revision} 版 · ${by} · ${time}`,
    system: '系统',
    reopened: (by: string, reason: string) => `${by} 重开：${reason}`,
    bulletin: '通报',
    draft: '草稿',
    published: '已发布',
    check: '核对与发布',
    read: '查看',
    close: '结账',
    reopen: '重开',
    reason: '重开的理由（将随更正公布）',
  },
  en: {
    title: 'Periods and bulletins',
    lead: 'Each period is closed when it is due: its figures freeze and a bulletin is drafted, to be checked and published. Opening it again needs a reason; the old revision stays readable.',
    none: 'There is no period yet',
    period: 'Period',
    state: 'State',
    closing: 'Closing',
    revised: 'Revision',
    closed: 'Closed at',
    number: 'Number',
    due: (time: string) => `closes by itself on ${time}`,
    revision: (revision: number, by: string, time: string) => `revision ${revision} · ${by} · ${time}`,
    system: 'system',
    reopened: (by: string, reason: string) => `opened again by ${by}: ${reason}`,
    bulletin: 'Bulletin',
    draft: 'draft',
    published: 'published',
    check: 'Check and publish',
    read: 'Read',
    close: 'Close',
    reopen: 'Open again',
    reason: 'Why (published with the correction)',
  },
};

/** The periods, what became of each, and what can be done about it. */
export function PeriodsPage() {
  const words = useWords(dictionary);
  const states = useWords(periodStateNames);
  const { language } = useLanguage();
  const answer = usePeriods();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={8} />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <CsvButton
          name={words.title}
          table={() => ({
            columns: [words.period, words.state, words.revised, words.closed, words.number, words.bulletin],
            rows: answer.data.periods.map(({ period, state, closings, bulletin }) => [
              period,
              states[state],
              closings.at(-1)?.revision ?? null,
              closings.length === 0 ? null : new Date(closings.at(-1)!.closedMs).toISOString(),
              bulletin?.number ?? null,
              bulletin === null ? null : words[bulletin.state],
            ]),
          })}
        />
      </PageHead>
      {answer.data.periods.length === 0 ? (
        <Notice title={words.none} />
      ) : (
        <ScrollRegion label={words.title}>
          <Table<PeriodView>
            rowKey="period"
            size="middle"
            pagination={false}
            dataSource={answer.data.periods}
            columns={[
              {
                title: words.period,
                width: '13.75rem',
                render: (_, { period }) => (
                  <Link to={`/standings?period=${period}`}>{periodName(period, language)}</Link>
                ),
              },
              { title: words.state, width: '6.875rem', render: (_, { state }) => states[state] },
              { title: words.closing, render: (_, row) => <Closings row={row} words={words} /> },
              { title: words.bulletin, render: (_, row) => <BulletinCell row={row} words={words} /> },
              { title: '', align: 'right', render: (_, row) => <Acts row={row} words={words} /> },
            ]}
          />
        </ScrollRegion>
      )}
    </>
  );
}

function Closings({ row, words }: { row: PeriodView; words: typeof dictionary.zh }) {
  const { language } = useLanguage();
  const zone = useZone();
  const time = (ms: number) => dayAndClock(ms, zone, language);
  const by = (actor: string) => (actor === 'system' ? words.system : actor);
  if (row.closings.length === 0) {
    return row.state === 'waiting' || row.state === 'running' ? words.due(time(row.dueMs)) : null;
  }
  return (
    <ul>
      {row.closings.map(({ revision, closedBy, closedMs, reopened }) => (
        <li key={revision}>
          {words.revision(revision, by(closedBy), time(closedMs))}
          {reopened && <p className={css.soft}>{words.reopened(reopened.reopenedBy, reopened.reason)}</p>}
        </li>
      ))}
    </ul>
  );
}

function BulletinCell({ row, words }: { row: PeriodView; words: typeof dictionary.zh }) {
  const may = offers(useSession().data, 'dispatch');
  if (row.bulletin === null) return null;
  const { state, number, title } = row.bulletin;
  return (
    <>
      <Link to={`/bulletins/${row.period}`}>{state === 'draft' && may ? words.check : words.read}</Link>
      <p className={css.soft}>
        {words[state]} {number ?? title}
      </p>
    </>
  );
}

function Acts({ row, words }: { row: PeriodView; words: typeof dictionary.zh }) {
  const client = useQueryClient();
  const may = offers(useSession().data, 'dispatch');
  const [asked, setAsked] = useState(false);
  const act = useMutation({
    mutationFn: ({ what, body }: { what: 'close' | 'reopen'; body?: { reason: string } }) =>
      send('POST', `/periods/${row.period}/${what}`, body),
    onSuccess: () => {
      setAsked(false);
      void client.invalidateQueries({ queryKey: keys.periods });
      void client.invalidateQueries({ queryKey: keys.standings });
    },
  });
  if (!may) return null;
  return (
    <div className={css.acts}>
      {(row.state === 'waiting' || row.state === 'reopened') && (
        <Button size="small" loading={act.isPending} onClick={() => act.mutate({ what: 'close' })}>
          {words.close}
        </Button>
      )}
      {row.state === 'closed' && !asked && (
        <Button size="small" onClick={() => setAsked(true)}>
          {words.reopen}
        </Button>
      )}
      {asked && (
        <ReasonForm
          label={words.reason}
          acts={[
            {
              name: words.reopen,
              act: (reason) => act.mutate({ what: 'reopen', body: { reason } }),
            },
          ]}
          busy={act.isPending}
        />
      )}
      {act.error && <ErrorNotice error={act.error} />}
    </div>
  );
}
