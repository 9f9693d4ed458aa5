import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { clock, dayOf, instantOf } from '../figures/days.ts';
import type { FindingKind } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { ErrorNotice } from '../look/notice.tsx';
import { useProjects, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { namedPlaces, type PlaceField, placeFields } from './silence-places.ts';
import css from './silences.module.css';

const dictionary = {
  zh: {
    place: '范围',
    city: '全市',
    groups: { districts: '区县', departments: '部门', projects: '项目' },
    kinds: '事项（不选：所有）',
    from: '自',
    to: '至',
    reason: '理由，如变压器检修',
    make: '设置静默',
    backwards: '结束须晚于开始。',
  },
  en: {
    place: 'Where',
    city: 'The whole city',
    groups: { districts: 'Districts', departments: 'Departments', projects: 'Projects' },
    kinds: 'What (none: everything)',
    from: 'From',
    to: 'To',
    reason: 'Reason, as: the transformer is serviced',
    make: 'Silence',
    backwards: 'It has to end after it begins.',
  },
};

const dayMs = 86_400_000;
const wholeCity = 'city';

/** Works where the page came without TLS too, as `crypto.randomUUID` does not. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `silence-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** From now for a day, unless told otherwise. */
function useDraft() {
  const zone = useZone();
  const local = (timeMs: number) => `${dayOf(timeMs, zone)}T${clock(timeMs, zone, 'en')}`;
  const fresh = () => ({
    place: null as string | null,
    kinds: [] as FindingKind[],
    from: local(Date.now()),
    to: local(Date.now() + dayMs),
    reason: '',
  });
  const [draft, setDraft] = useState(fresh);
  return {
    draft,
    change: (part: Partial<typeof draft>) => setDraft({ ...draft, ...part }),
    begin: () => setDraft(fresh()),
    range: () => ({ fromMs: instantOf(draft.from, zone), toMs: instantOf(draft.to, zone) }),
  };
}

/** One silence: where, of what, from when to when, and why. */
export function SilenceForm() {
  const words = useWords(dictionary);
  const { kind } = useWords(terms);
  const client = useQueryClient();
  const { draft, change, begin, range } = useDraft();
  const make = useMutation({
    mutationFn: () => {
      const [field, id] = (draft.place ?? wholeCity).split('/') as [PlaceField, string?];
      const match = {
        ...(id !== undefined && { [field]: [id] }),
        ...(draft.kinds.length > 0 && { kinds: draft.kinds }),
      };
      return send('PUT', `/silences/${newId()}`, { ...range(), reason: draft.reason.trim(), match });
    },
    onSuccess: () => {
      begin();
      return client.invalidateQueries({ queryKey: keys.silences });
    },
  });
  const dated = draft.from !== '' && draft.to !== '';
  const backwards = dated && draft.from >= draft.to;
  const complete = draft.place !== null && dated && !backwards && draft.reason.trim() !== '';
  return (
    <form
      className={`${css.form} not-printed`}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Select
        aria-label={words.place}
        placeholder={words.place}
        value={draft.place}
        options={usePlaceOptions()}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(place) => change({ place })}
      />
      <Select
        mode="multiple"
        aria-label={words.kinds}
        placeholder={words.kinds}
        value={draft.kinds}
        options={Object.entries(kind).map(([value, label]) => ({ value: value as FindingKind, label }))}
        onChange={(kinds) => change({ kinds })}
      />
      {(['from', 'to'] as const).map((name) => (
        <Input
          key={name}
          type="datetime-local"
          aria-label={words[name]}
          prefix={words[name]}
          value={draft[name]}
          status={backwards ? 'error' : ''}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      ))}
      <Input
        aria-label={words.reason}
        placeholder={words.reason}
        value={draft.reason}
        maxLength={500}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <Button htmlType="submit" type="primary" disabled={!complete} loading={make.isPending}>
        {words.make}
      </Button>
      <div role="status" className={css.said}>
        {backwards && words.backwards}
      </div>
      {make.error && <ErrorNotice error={make.error} />}
    </form>
  );
}

function usePlaceOptions() {
  const words = useWords(dictionary);
  const named = namedPlaces(useProjects().data?.projects ?? []);
  return [
    { value: wholeCity, label: words.city },
    ...placeFields.map((field) => ({
      label: words.groups[field],
      options: [...named[field]].map(([id, name]) => ({
        value: `${field}/${id}`,
        label: field === 'projects' ? `${name} ${id}` : name,
      })),
    })),
  ];
}
