import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useSession } from '../server/answers.ts';
import { send } from '../server/request.ts';
import { Login } from './login.tsx';

const dictionary = { zh: { login: '登录', logout: '退出' }, en: { login: 'Log in', logout: 'Log out' } };

/** Who looks, with the way in or out. */
export function UserMenu() {
  const words = useWords(dictionary);
  const { role } = useWords(terms);
  const session = useSession().data;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const logout = useMutation({
    mutationFn: () => send('DELETE', '/session'),
    onSuccess: () => client.resetQueries(),
  });

  if (!session?.user) {
    return (
      <>
        <button type="button" onClick={() => setAsking(true)}>
          {words.login}
        </button>
        {asking && <Login onCancel={() => setAsking(false)} onDone={() => setAsking(false)} />}
      </>
    );
  }
  return (
    <button
      type="button"
      title={`${role[session.role]}${session.scope ? ` · ${session.scope.name}` : ''}`}
      onClick={() => logout.mutate()}
    >
      {session.user} · {words.logout}
    </button>
  );
}
