import { type FormEvent, useId, useState } from 'react';
import type { Explain } from '../../api/schemas/explanation.ts';
import { useWords } from '../language/language.tsx';
import css from './explain-form.module.css';
import { explanationReasons, reasonNames } from './explanation-reasons.ts';
import { readExplanation } from './read-explanation.ts';

const dictionary = {
  zh: {
    reason: '原因',
    choose: '请选择',
    text: '说明',
    example: '情况、已采取的措施、预计复工日期',
    asks: '申请免责的日期（可不填）',
    from: '自',
    to: '至',
    send: '提交说明',
    faults: {
      reason: '请选择原因。',
      text: '请写明情况。',
      asks: '免责日期要么都填，要么都不填，且起始不晚于结束。',
    },
  },
  en: {
    reason: 'Reason',
    choose: 'Choose',
    text: 'Explanation',
    example: 'What happened, what is being done, when work goes on',
    asks: 'Days to be excused (may be left out)',
    from: 'From',
    to: 'To',
    send: 'Send the explanation',
    faults: {
      reason: 'Choose a reason.',
      text: 'Say what happened.',
      asks: 'Give both days or none, the first before the last.',
    },
  },
};

/** A reason of a fixed list, words, and if wished the days for which to be excused. Plain fields: it has to work on any phone. */
export function ExplainForm({ busy, onSend }: { busy: boolean; onSend: (explain: Explain) => void }) {
  const words = useWords(dictionary);
  const reasons = useWords(reasonNames);
  const id = useId();
  const [fault, setFault] = useState<keyof typeof words.faults | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readExplanation(new FormData(event.currentTarget));
    setFault(typeof read === 'string' ? read : null);
    if (typeof read !== 'string') onSend(read);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <label htmlFor={`${id}reason`}>{words.reason}</label>
      <select id={`${id}reason`} name="reason" defaultValue="">
        <option value="" disabled>
          {words.choose}
        </option>
        {explanationReasons.map((reason) => (
          <option key={reason} value={reason}>
            {reasons[reason]}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}text`}>{words.text}</label>
      <textarea id={`${id}text`} name="text" rows={4} maxLength={2000} placeholder={words.example} />
      <fieldset>
        <legend>{words.asks}</legend>
        <input type="date" name="from" aria-label={words.from} />
        <span aria-hidden="true">–</span>
        <input type="date" name="to" aria-label={words.to} />
      </fieldset>
      {fault && <p role="alert">{words.faults[fault]}</p>}
      <button type="submit" disabled={busy}>
        {words.send}
      </button>
    </form>
  );
}
