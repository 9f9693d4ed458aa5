import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../language/language.tsx';
import { ProblemError, UnreachableError } from '../server/request.ts';
import css from './gate.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';

const dictionary = {
  zh: {
    product: '晾晒 · 重大项目用电监测',
    cancel: '取消',
    unreachable: '服务没有应答，请稍后再试。',
    wait: (seconds: number) => `请在 ${seconds} 秒后再试。`,
  },
  en: {
    product: 'Liangshai · major projects by electricity',
    cancel: 'Cancel',
    unreachable: 'The service does not answer; try again in a moment.',
    wait: (seconds: number) => `Try again in ${seconds} seconds.`,
  },
};

/** A form before the rest: a dialog that holds the focus, over whatever is behind it. */
export function Gate({
  title,
  lead,
  children,
  onSubmit,
  onCancel,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onCancel?: () => void;
}) {
  const words = useWords(dictionary);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // Closed while it still stands in the page: only then the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current!;
    if (!element.open) element.showModal();
    return () => element.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={css.gate}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel?.();
      }}
    >
      <form onSubmit={onSubmit}>
        <p className={css.product}>
          <Mark /> {words.product}
          <LanguageSwitch className={css.language} />
        </p>
        <h1 id={id}>{title}</h1>
        {lead && <p>{lead}</p>}
        {children}
        {onCancel && (
          <button type="button" className={css.cancel} onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </form>
    </dialog>
  );
}

export function GateField({
  label,
  name,
  type,
  autoComplete,
  minLength,
}: {
  label: string;
  name: string;
  type: 'text' | 'password';
  autoComplete: string;
  minLength?: number;
}) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type={type} autoComplete={autoComplete} minLength={minLength} required />
    </div>
  );
}

export function GateError({ error }: { error: Error }) {
  const words = useWords(dictionary);
  const hint =
    error instanceof ProblemError
      ? error.retryAfter === null
        ? error.hint
        : words.wait(error.retryAfter)
      : null;
  return (
    <p className={css.error} role="alert">
      {error instanceof UnreachableError ? words.unreachable : error.message} {hint}
    </p>
  );
}
