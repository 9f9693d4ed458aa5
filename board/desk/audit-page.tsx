import { Button, Table } from 'antd';
import { useSearchParams } from 'react-router';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { useAudit, useZone } from '../server/answers.ts';
import { auditActions, auditDetail } from './audit-words.ts';

const dictionary = {
  zh: {
    title: '审计',
    lead: '谁在什么时候改了什么，最新的在前。',
    at: '时间',
    actor: '谁',
    action: '动作',
    subject: '对象',
    detail: '内容',
    older: '更早的',
  },
  en: {
    title: 'Audit',
    lead: 'Who changed what and when, the newest first.',
    at: 'At',
    actor: 'Who',
    action: 'Did',
    subject: 'To',
    detail: 'What',
    older: 'Older ones',
  },
};

export function AuditPage() {
  const words = useWords(dictionary);
  const actions = useWords(auditActions);
  const { language } = useLanguage();
  const zone = useZone();
  const [search, setSearch] = useSearchParams();
  const answer = useAudit(search.get('before'));
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  const { entries, nextBeforeId } = answer.data;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <CsvButton
          name={words.title}
          table={() => ({
            columns: [words.at, words.actor, words.action, words.subject, words.detail],
            rows: entries.map((entry) => [
              new Date(entry.atMs).toISOString(),
              entry.actor,
              actions[entry.action] ?? entry.action,
              entry.subject,
              JSON.stringify(entry.detail),
            ]),
          })}
        />
      </PageHead>
      <ScrollRegion label={words.title} wide>
        <Table
          rowKey="id"
          size="middle"
          pagination={false}
          dataSource={entries}
          columns={[
            {
              title: words.at,
              dataIndex: 'atMs',
              width: '8.125rem',
              render: (ms: number) => dayAndClock(ms, zone, language),
            },
            { title: words.actor, dataIndex: 'actor', width: '8.125rem' },
            {
              title: words.action,
              dataIndex: 'action',
              width: '11.875rem',
              render: (action: string) => actions[action] ?? action,
            },
            { title: words.subject, dataIndex: 'subject', width: '13.75rem', ellipsis: true },
            {
              title: words.detail,
              dataIndex: 'detail',
              ellipsis: true,
              render: auditDetail,
            },
          ]}
        />
      </ScrollRegion>
      {nextBeforeId !== null && (
        <Button onClick={() => setSearch({ before: String(nextBeforeId) })}>{words.older}</Button>
      )}
    </>
  );
}
