import { useWords } from '../language/language.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useDuty } from '../server/page-answers.ts';
import { ChannelTests } from './channel-tests.tsx';
import { DutyLines } from './duty-lines.tsx';
import { ResponseTimes } from './response-times.tsx';
import { Silences } from './silences.tsx';

const dictionary = {
  zh: {
    title: '值班与响应',
    lead: '此刻通知谁、多久不签收往上走；各部门多久签收、多久复工。',
    none: '没有配置值班',
    noneHint: '值班表在服务的配置里（paging.duties）。没有配置渠道时不通知任何人。',
  },
  en: {
    title: 'Duty and response',
    lead: 'Who is told now, and when it goes up; how soon departments acknowledge, and how soon work goes on.',
    none: 'No duty is configured',
    noneHint:
      'Rosters stand in the configuration of the service (paging.duties). Without a channel nobody is told.',
  },
};

/** Who is on duty now, and how soon each department answers. */
export function DutyPage() {
  const words = useWords(dictionary);
  const duty = useDuty();
  if (duty.isError) return <ErrorNotice error={duty.error} retry={() => void duty.refetch()} />;
  if (duty.data === undefined) return <Loading lines={8} />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      {duty.data.lines.length === 0 ? (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      ) : (
        <DutyLines lines={duty.data.lines} />
      )}
      <Silences />
      <ResponseTimes />
      <ChannelTests />
    </>
  );
}
