import type { ObjectionView } from '../../api/schemas/objection.ts';
import { useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useObjections } from '../server/answers.ts';
import { figureNames } from '../standings/objection-figures.ts';
import { ObjectionList } from '../standings/objection-list.tsx';

const dictionary = {
  zh: {
    title: '申诉',
    lead: '对已结账数字的异议与答复，与数字一并公开。在晾晒表里点开名称可以提出。',
    none: '没有申诉',
    columns: ['期次', '对象', '数字', '申诉', '提出', '答复', '成立', '答复人'],
    upheld: '是',
    rejected: '否',
  },
  en: {
    title: 'Objections',
    lead: 'Objections to frozen figures, and the answers, stand beside the figures. They are raised from the standings, where a name is opened.',
    none: 'There is no objection',
    columns: ['Period', 'Who', 'Figure', 'Objection', 'By', 'Answer', 'Upheld', 'Answered by'],
    upheld: 'yes',
    rejected: 'no',
  },
};

/** Every objection one may see; those that wait are answered here. */
export function ObjectionsPage() {
  const words = useWords(dictionary);
  const answer = useObjections();
  const rows = useObjectionRows();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <CsvButton name={words.title} table={() => rows(answer.data.objections)} />
      </PageHead>
      {answer.data.objections.length === 0 ? <Notice title={words.none} /> : <ObjectionList />}
    </>
  );
}

function useObjectionRows() {
  const words = useWords(dictionary);
  const figures = useWords(figureNames);
  return (objections: readonly ObjectionView[]) => ({
    columns: words.columns,
    rows: objections.map(({ period, subject, figure, text, raisedBy, answer }) => [
      period,
      subject.name,
      figures[figure] ?? figure,
      text,
      raisedBy,
      answer?.text ?? null,
      answer === null ? null : answer.upheld ? words.upheld : words.rejected,
      answer?.answeredBy ?? null,
    ]),
  });
}
