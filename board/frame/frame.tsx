import { useLayoutEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useWords } from '../language/language.tsx';
import { Loading } from '../look/notice.tsx';
import { useSession } from '../server/answers.ts';
import { LiveProvider } from '../server/live.tsx';
import { ProblemError } from '../server/request.ts';
import css from './frame.module.css';
import { Header } from './header.tsx';
import { LoadingHistory } from './loading-history.tsx';
import { Login } from './login.tsx';
import { NewPassword } from './new-password.tsx';

const dictionary = { zh: { skip: '跳到内容' }, en: { skip: 'Skip to the content' } };

/** What surrounds every page: who looks is settled first, then the live line opens and the page is shown. */
export function Frame() {
  const words = useWords(dictionary);
  const session = useSession();
  const { pathname, search } = useLocation();
  const presenting = new URLSearchParams(search).has('present');
  const locked = session.error instanceof ProblemError && session.error.status === 401;
  const wall = pathname === '/' && !locked && !session.data?.mustChangePassword;

  useLayoutEffect(() => {
    document.documentElement.dataset.page = presenting ? 'present' : wall ? 'wall' : 'desk';
  }, [presenting, wall]);

  if (locked) return <Login />;
  if (session.data?.mustChangePassword) return <NewPassword user={session.data.user ?? ''} />;
  if (session.isPending) {
    return (
      <div className={css.starting}>
        <Loading />
      </div>
    );
  }
  return (
    <LiveProvider>
      <div className={css.frame} data-wall={wall}>
        <a className={css.skip} href="#main">
          {words.skip}
        </a>
        {!presenting && <Header />}
        <LoadingHistory />
        <main id="main" tabIndex={-1} className={css.main}>
          <Outlet />
        </main>
      </div>
    </LiveProvider>
  );
}
