import { Button, Input } from 'antd';
import { useState } from 'react';
import css from './dispatch.module.css';

/** A decision, or one of several, that wants its reason first. */
export function ReasonForm({
  label,
  acts,
  busy,
}: {
  label: string;
  acts: readonly { name: string; act: (reason: string) => void }[];
  busy: boolean;
}) {
  const [reason, setReason] = useState('');
  return (
    <div className={css.reason}>
      <Input.TextArea
        aria-label={label}
        placeholder={label}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {acts.map(({ name, act }) => (
        <Button
          key={name}
          size="small"
          disabled={busy || reason.trim() === ''}
          onClick={() => act(reason.trim())}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
