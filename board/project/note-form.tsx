import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { offers } from '../desk/rights.ts';
import { useWords } from '../language/language.tsx';
import { useSession } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './note-form.module.css';

const dictionary = {
  zh: {
    what: '记录类别',
    note: '备注',
    camera: '视频连线',
    text: '写进全程实绩的话',
    example: '看到了什么、谈了什么；写入后不能修改',
    save: '写入',
  },
  en: {
    what: 'Kind of note',
    note: 'Note',
    camera: 'Seen by camera',
    text: 'What goes into the record',
    example: 'What was seen or said; once written it stays',
    save: 'Write down',
  },
};

/** What a person saw, by camera or otherwise, written into the record for good. */
export function NoteForm({ project }: { project: string }) {
  const words = useWords(dictionary);
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const may = offers(useSession().data, 'notes');
  const note = useMutation({
    mutationFn: (body: { what: string; text: string }) =>
      send('POST', `/projects/${encodeURIComponent(project)}/notes`, body),
    onSuccess: () => {
      form.current?.reset();
      return client.invalidateQueries({ queryKey: keys.record(project) });
    },
  });
  if (!may) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    note.mutate({ what: String(given.get('what')), text: String(given.get('text')).trim() });
  };
  return (
    <form ref={form} className={`${css.form} not-printed`} onSubmit={submit} data-testid="note-form">
      <select name="what" aria-label={words.what} defaultValue="note">
        <option value="note">{words.note}</option>
        <option value="camera-note">{words.camera}</option>
      </select>
      <input
        name="text"
        aria-label={words.text}
        placeholder={words.example}
        maxLength={4000}
        pattern=".*\S.*"
        required
        autoComplete="off"
      />
      <button type="submit" disabled={note.isPending}>
        {words.save}
      </button>
      {note.error && <p role="alert">{note.error.message}</p>}
    </form>
  );
}
