import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { QuarantineView, Replay, ReplayOutcome } from '../../api/schemas/quarantine.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { useQuarantine, useSession, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './quarantine-page.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    title: '隔离区',
    lead: (total: number) => `${total} 条没有采用的报文，原样保存`,
    none: '隔离区是空的',
    noneHint: '收到的报文都已读懂并采用。',
    received: '收到',
    sender: '发送者',
    topic: '主题',
    code: '原因',
    detail: '说明',
    payload: '报文',
    all: '全部原因',
    replay: '重放选中的',
    replayAll: '全部重放',
    outcome: (o: ReplayOutcome) =>
      `重放 ${o.messages} 条：采用 ${o.accepted} 个读数，仍有 ${o.refused} 条留在隔离区。`,
    older: '更早的',
  },
  en: {
    title: 'Quarantine',
    lead: (total: number) => `${total} messages that were not taken, kept as they came`,
    none: 'Quarantine is empty',
    noneHint: 'Every message that came was read and taken.',
    received: 'Received',
    sender: 'Sender',
    topic: 'Topic',
    code: 'Reason',
    detail: 'In words',
    payload: 'Message',
    all: 'All reasons',
    replay: 'Replay the chosen',
    replayAll: 'Replay all',
    outcome: (o: ReplayOutcome) =>
      `${o.messages} tried again: ${o.accepted} readings taken, ${o.refused} stay.`,
    older: 'Older ones',
  },
};

/** What could not be read: why, by whom, word for word; and once the reason is mended, tried again. */
export function QuarantinePage() {
  const words = useWords(dictionary);
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const code = search.get('code') as QuarantineView['code'] | null;
  const answer = useQuarantine(code, search.get('before'));
  const [chosen, setChosen] = useState<number[]>([]);
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: (body: Replay) => send<ReplayOutcome>('POST', '/quarantine/replay', body),
    onSuccess: () => {
      setChosen([]);
      void client.invalidateQueries({ queryKey: keys.quarantine });
    },
  });

  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={8} />;
  const { counts, entries, nextBeforeId } = answer.data;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const mayReplay = offers(session, 'replay');
  return (
    <div data-testid="quarantine">
      <PageHead title={words.title} lead={words.lead(total)}>
        <Select
          aria-label={words.code}
          placeholder={words.all}
          value={code}
          allowClear
          popupMatchSelectWidth={false}
          options={counts.map(({ code: value, count }) => ({ value, label: `${value} · ${count}` }))}
          onChange={(next: string | undefined) => setSearch(next ? { code: next } : {})}
          className={css.reasons ?? ''}
        />
        <CsvButton
          name={words.title}
          table={() => ({
            columns: [words.received, words.code, words.sender, words.topic, words.detail, words.payload],
            rows: entries.map((entry) => [
              new Date(entry.receivedMs).toISOString(),
              entry.code,
              entry.sender,
              entry.topic,
              entry.detail,
              entry.payloadText ?? entry.payloadBase64,
            ]),
          })}
        />
        {mayReplay && entries.length > 0 && (
          <Button
            type="primary"
            loading={replay.isPending}
            onClick={() => replay.mutate(chosen.length > 0 ? { ids: chosen } : code === null ? {} : { code })}
          >
            {chosen.length > 0 ? words.replay : words.replayAll}
          </Button>
        )}
      </PageHead>
      {replay.data && <p role="status">{words.outcome(replay.data)}</p>}
      {replay.error && <ErrorNotice error={replay.error} />}
      {entries.length === 0 ? (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      ) : (
        <Entries entries={entries} chosen={mayReplay ? chosen : null} onChoose={setChosen} />
      )}
      {nextBeforeId !== null && (
        <Button onClick={() => setSearch({ ...(code ? { code } : {}), before: String(nextBeforeId) })}>
          {words.older}
        </Button>
      )}
    </div>
  );
}

function Entries({
  entries,
  chosen,
  onChoose,
}: {
  entries: QuarantineView[];
  chosen: number[] | null;
  onChoose: (ids: number[]) => void;
}) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const zone = useZone();
  const columns = useMemo(
    () => [
      {
        title: words.received,
        dataIndex: 'receivedMs',
        width: '8.125rem',
        render: (ms: number) => dayAndClock(ms, zone, language),
      },
      { title: words.code, dataIndex: 'code', width: '10.625rem' },
      { title: words.sender, dataIndex: 'sender', width: '9.375rem' },
      { title: words.topic, dataIndex: 'topic', width: '15rem', ellipsis: true },
      { title: words.detail, dataIndex: 'detail' },
    ],
    [words, zone, language],
  );
  return (
    <ScrollRegion label={words.title}>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        columns={columns}
        dataSource={entries}
        expandable={{
          columnTitle: words.payload,
          columnWidth: '4.375rem',
          expandedRowRender: (entry) => (
            <pre className={css.payload}>{entry.payloadText ?? entry.payloadBase64}</pre>
          ),
        }}
        {...(chosen && {
          rowSelection: { selectedRowKeys: chosen, onChange: (ids) => onChoose(ids.map(Number)) },
        })}
      />
    </ScrollRegion>
  );
}
