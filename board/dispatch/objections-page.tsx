import { useWords } from '../language/language.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useObjections } from '../server/answers.ts';
import { ObjectionList } from '../standings/objection-list.tsx';

const dictionary = {
  zh: {
    title: '申诉',
    lead: '对已结账数字的异议与答复，与数字一并公开。在晾晒表里点开名称可以提出。',
    none: '没有申诉',
  },
  en: {
    title: 'Objections',
    lead: 'Objections to frozen figures, and the answers, stand beside the figures. They are raised from the standings, where a name is opened.',
    none: 'There is no objection',
  },
};

/** Every objection one may see; those that wait are answered here. */
export function ObjectionsPage() {
  const words = useWords(dictionary);
  const answer = useObjections();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      {answer.data.objections.length === 0 ? <Notice title={words.none} /> : <ObjectionList />}
    </>
  );
}
