import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../language/language.tsx';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { Gate, GateError, GateField } from './gate.tsx';

const dictionary = {
  zh: {
    title: '请设置新密码',
    reason: (user: string) => `${user} 的密码是一次性的，更换之后才能继续。`,
    password: '当前密码',
    next: '新密码（至少 12 个字符）',
    again: '再输入一次新密码',
    differ: '两次输入的新密码不一致。',
    save: '保存新密码',
  },
  en: {
    title: 'Choose a new password',
    reason: (user: string) => `The password of ${user} works once; change it to go on.`,
    password: 'Present password',
    next: 'New password (12 characters or more)',
    again: 'The new password again',
    differ: 'The two new passwords differ.',
    save: 'Save the new password',
  },
};

/** Where the password is a one-time one there is no way past it; else `onCancel` is that way. */
export function NewPassword({
  user,
  onDone,
  onCancel,
}: {
  user: string;
  onDone?: () => void;
  onCancel?: () => void;
}) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const [differ, setDiffer] = useState(false);
  const change = useMutation({
    mutationFn: (body: { password: string; newPassword: string }) => send('PUT', '/session/password', body),
    onSuccess: () => {
      onDone?.();
      return client.invalidateQueries({ queryKey: keys.session });
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const newPassword = String(form.get('newPassword'));
    const same = newPassword === form.get('again');
    setDiffer(!same);
    if (same) change.mutate({ password: String(form.get('password')), newPassword });
  };

  return (
    <Gate title={words.title} onSubmit={submit} {...(onCancel ? { onCancel } : { lead: words.reason(user) })}>
      <input type="text" name="user" value={user} autoComplete="username" readOnly hidden />
      <GateField label={words.password} name="password" type="password" autoComplete="current-password" />
      <GateField
        label={words.next}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        minLength={12}
      />
      <GateField
        label={words.again}
        name="again"
        type="password"
        autoComplete="new-password"
        minLength={12}
      />
      {differ && <GateError error={new Error(words.differ)} />}
      {!differ && change.error && <GateError error={change.error} />}
      <button type="submit" disabled={change.isPending}>
        {words.save}
      </button>
    </Gate>
  );
}
