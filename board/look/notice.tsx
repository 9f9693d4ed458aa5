import type { ReactNode } from 'react';
import { useWords } from '../language/language.tsx';
import { ProblemError, UnreachableError } from '../server/request.ts';
import css from './notice.module.css';

const dictionary = {
  zh: {
    unreachable: '服务没有应答',
    unreachableHint: '正在自动重试。若持续不通，请检查服务进程与网络。',
    broken: '页面出错',
    retry: '重试',
  },
  en: {
    unreachable: 'The service does not answer',
    unreachableHint: 'It is tried again by itself. If it stays away, check the service and the network.',
    broken: 'Something went wrong on this page',
    retry: 'Try again',
  },
};

/** What a part of a page says when it has nothing to show: why, and what to do. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css.notice}>
      <p className={css.title}>{title}</p>
      {children}
    </div>
  );
}

/** A refusal of the service, or its absence, in words a user can act on. */
export function ErrorNotice({ error, retry }: { error: Error; retry?: () => void }) {
  const words = useWords(dictionary);
  const { title, hint } = explained(error, words);
  return (
    <div role="alert">
      <Notice title={title}>
        <p>{hint}</p>
        {retry && (
          <button type="button" className={css.retry} onClick={retry}>
            {words.retry}
          </button>
        )}
      </Notice>
    </div>
  );
}

function explained(error: Error, words: typeof dictionary.zh): { title: string; hint: string } {
  if (error instanceof ProblemError) return { title: error.message, hint: error.hint };
  if (error instanceof UnreachableError) return { title: words.unreachable, hint: words.unreachableHint };
  return { title: words.broken, hint: error.message };
}

/** Grey bars in the place of what is on its way: the page does not jump when it comes. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div className={css.loading} aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
