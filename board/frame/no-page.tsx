import { Link } from 'react-router';
import { useWords } from '../language/language.tsx';
import { Notice } from '../look/notice.tsx';

const dictionary = {
  zh: { title: '没有这个页面', back: '回到全市' },
  en: { title: 'There is no such page', back: 'Back to the city' },
};

export function NoPage() {
  const words = useWords(dictionary);
  return (
    <Notice title={words.title}>
      <Link to="/">{words.back}</Link>
    </Notice>
  );
}
