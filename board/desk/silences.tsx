import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { SilenceList } from '../../api/schemas/silence.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { ErrorNotice } from '../look/notice.tsx';
import { useProjects, useSession, useZone } from '../server/answers.ts';
import { useSilences } from '../server/page-answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import duty from './duty-page.module.css';
import { offers } from './rights.ts';
import { SilenceForm } from './silence-form.tsx';
import { placesOf } from './silence-places.ts';
import css from './silences.module.css';

type Silence = SilenceList['silences'][number];

const dictionary = {
  zh: {
    title: '静默',
    lead: '检修、演练等有理由的时段内不通知；评价照常，到期自动恢复。',
    none: '没有生效或预定的静默。',
    city: '全市',
    all: '所有事项',
    inForce: '生效中',
    announced: '已预定',
    by: (author: string) => `由 ${author} 设置`,
    end: '立即结束',
    endOf: (place: string) => `立即结束：${place}`,
    list: (names: readonly string[]) => names.join('、'),
  },
  en: {
    title: 'Silences',
    lead: 'During maintenance or a drill nobody is told; judging goes on, and telling resumes by itself.',
    none: 'No silence is in force or announced.',
    city: 'The whole city',
    all: 'everything',
    inForce: 'in force',
    announced: 'announced',
    by: (author: string) => `by ${author}`,
    end: 'End now',
    endOf: (place: string) => `End now: ${place}`,
    list: (names: readonly string[]) => names.join(', '),
  },
};

/** When nobody is told, of what, why and until when; for those who may make and end silences. */
export function Silences() {
  const words = useWords(dictionary);
  const may = offers(useSession().data, 'silences');
  const answer = useSilences(may);
  if (!may) return null;
  const silences = answer.data?.silences ?? [];
  return (
    <section className={duty.part} data-testid="silences">
      <header className={duty.head}>
        <div>
          <h2>{words.title}</h2>
          <p>{words.lead}</p>
        </div>
      </header>
      {answer.error && <ErrorNotice error={answer.error} />}
      <div className={css.card}>
        {silences.length > 0 ? (
          <ul>
            {silences.map((silence) => (
              <SilenceLine key={silence.id} silence={silence} />
            ))}
          </ul>
        ) : (
          answer.isSuccess && <p className={css.nothing}>{words.none}</p>
        )}
        <SilenceForm />
      </div>
    </section>
  );
}

function SilenceLine({ silence }: { silence: Silence }) {
  const words = useWords(dictionary);
  const { kind } = useWords(terms);
  const { language } = useLanguage();
  const zone = useZone();
  const projects = useProjects().data?.projects ?? [];
  const { match, fromMs, toMs, reason, author } = silence;
  const names = placesOf(projects, match);
  const place = names.length === 0 ? words.city : words.list(names);
  const kinds = match.kinds === undefined ? words.all : words.list(match.kinds.map((one) => kind[one]));
  return (
    <li className={css.silence}>
      <strong>{place}</strong>
      <div>
        <p>
          <b>{fromMs <= Date.now() ? words.inForce : words.announced}</b>{' '}
          {dayAndClock(fromMs, zone, language)} – {dayAndClock(toMs, zone, language)} · {kinds}
        </p>
        <p className={css.soft}>
          {reason} · {words.by(author)}
        </p>
      </div>
      <EndNow id={silence.id} label={words.endOf(place)} />
    </li>
  );
}

function EndNow({ id, label }: { id: string; label: string }) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => send('DELETE', `/silences/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.silences }),
  });
  return (
    <div className="not-printed">
      <Button size="small" aria-label={label} loading={end.isPending} onClick={() => end.mutate()}>
        {words.end}
      </Button>
      {end.error && <ErrorNotice error={end.error} />}
    </div>
  );
}
