import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { SessionView } from '../../api/schemas/session.ts';
import { useWords } from '../language/language.tsx';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { Gate, GateError, GateField } from './gate.tsx';
import { SignInElsewhere } from './sign-in-elsewhere.tsx';

const dictionary = {
  zh: { title: '登录', user: '用户名', password: '密码', enter: '登录', entering: '正在登录…' },
  en: { title: 'Log in', user: 'User', password: 'Password', enter: 'Log in', entering: 'Logging in…' },
};

/** Asks who looks; with `onCancel` it lies over a page that may be seen without. */
export function Login({ onCancel, onDone }: { onCancel?: () => void; onDone?: () => void }) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const login = useMutation({
    mutationFn: (body: { user: string; password: string }) => send<SessionView>('POST', '/session', body),
    onSuccess: (session) => {
      client.setQueryData(keys.session, session);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
      onDone?.();
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ user: String(form.get('user')), password: String(form.get('password')) });
  };

  return (
    <Gate title={words.title} onSubmit={submit} {...(onCancel ? { onCancel } : {})}>
      <GateField label={words.user} name="user" type="text" autoComplete="username" />
      <GateField label={words.password} name="password" type="password" autoComplete="current-password" />
      {login.error && <GateError error={login.error} />}
      <button type="submit" disabled={login.isPending}>
        {login.isPending ? words.entering : words.enter}
      </button>
      <SignInElsewhere />
    </Gate>
  );
}
