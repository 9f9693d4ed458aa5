import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useSession } from '../server/answers.ts';
import { send } from '../server/request.ts';
import { Login } from './login.tsx';
import { NewPassword } from './new-password.tsx';
import { useSignInFault } from './sign-in-elsewhere.tsx';

const dictionary = {
  zh: { login: '登录', logout: '退出', password: '修改密码' },
  en: { login: 'Log in', logout: 'Log out', password: 'Change the password' },
};

/** Who looks, with the way in or out. */
export function UserMenu() {
  const words = useWords(dictionary);
  const { role } = useWords(terms);
  const session = useSession().data;
  const client = useQueryClient();
  const fault = useSignInFault();
  const [asking, setAsking] = useState(fault !== null);
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
  const who = `${role[session.role]}${session.scope ? ` · ${session.scope.name}` : ''}`;
  const close = () => setAsking(false);
  return (
    <>
      <button type="button" title={`${who} · ${words.password}`} onClick={() => setAsking(true)}>
        {session.user}
      </button>
      <button type="button" onClick={() => logout.mutate()}>
        {words.logout}
      </button>
      {asking && <NewPassword user={session.user} onDone={close} onCancel={close} />}
    </>
  );
}
