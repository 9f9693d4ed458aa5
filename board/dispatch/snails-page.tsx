import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SnailView } from '../../api/schemas/snail.ts';
import { offers } from '../desk/rights.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { useSession, useSnails, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { periodName } from '../standings/period.ts';
import css from './dispatch.module.css';
import { ReasonForm } from './reason-form.tsx';

const dictionary = {
  zh: {
    title: '金蜗牛',
    lead: '连续几期排在末位者由规则提名，由人确认或不予认定；追上之后摘除，认定有误可以撤销。',
    none: '没有金蜗牛',
    noneHint: '连续几期排在末位者会被提名，列在这里。',
    states: {
      proposed: '待认定',
      confirmed: '已认定',
      declined: '不予认定',
      wiped: '已摘除',
      withdrawn: '已撤回',
      revoked: '已撤销',
    } as Record<SnailView['state'], string>,
    happened: {
      proposed: '提名',
      confirmed: '认定',
      declined: '不予认定',
      wiped: '摘除',
      withdrawn: '撤回',
      revoked: '撤销',
    } as Record<SnailView['state'], string>,
    place: (rank: number, ranked: number) => `第 ${rank} / ${ranked} 名`,
    score: (score: string) => `${score} 分`,
    period: '期次',
    name: '对象',
    state: '状态',
    places: '名次',
    why: '理由',
    excused: '免责',
    system: '规则',
    reason: '认定或不予认定的理由',
    confirm: '认定',
    decline: '不予认定',
    revokeReason: '撤销认定的理由',
    revoke: '撤销认定',
  },
  en: {
    title: 'Golden snails',
    lead: 'Whoever stands last for several periods in a row is proposed by the rule and confirmed or declined by a person; it is wiped on catching up, and revoked where it was a mistake.',
    none: 'There is no snail',
    noneHint: 'Whoever stands last for several periods in a row appears here.',
    states: {
      proposed: 'proposed',
      confirmed: 'confirmed',
      declined: 'declined',
      wiped: 'wiped',
      withdrawn: 'withdrawn',
      revoked: 'revoked',
    },
    happened: {
      proposed: 'proposed',
      confirmed: 'confirmed',
      declined: 'declined',
      wiped: 'wiped',
      withdrawn: 'withdrawn',
      revoked: 'revoked',
    },
    place: (rank: number, ranked: number) => `place ${rank} of ${ranked}`,
    score: (score: string) => `${score} points`,
    period: 'Period',
    name: 'Who',
    state: 'State',
    places: 'Places',
    why: 'Why',
    excused: 'excused',
    system: 'the rule',
    reason: 'Why it is confirmed or declined',
    confirm: 'Confirm',
    decline: 'Decline',
    revokeReason: 'Why it is taken back',
    revoke: 'Revoke',
  },
};

/** Who was last for long, what was decided about it, and when it was wiped. */
export function SnailsPage() {
  const words = useWords(dictionary);
  const answer = useSnails();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={6} />;
  const { snails } = answer.data;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <CsvButton
          name={words.title}
          table={() => ({
            columns: [words.period, words.name, words.state, words.places, words.why],
            rows: snails.map(({ period, subject, state, places, history }) => [
              period,
              subject.name,
              words.states[state],
              places.map(({ rank, ranked }) => `${rank} / ${ranked}`).join('; '),
              history.at(-1)?.reason ?? null,
            ]),
          })}
        />
      </PageHead>
      {snails.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      <div className={css.snails}>
        {snails.map((snail) => (
          <Snail key={`${snail.period}${snail.by}${snail.subject.id}`} snail={snail} words={words} />
        ))}
      </div>
    </>
  );
}

function Snail({ snail, words }: { snail: SnailView; words: typeof dictionary.zh }) {
  const { language } = useLanguage();
  const zone = useZone();
  const client = useQueryClient();
  const may = offers(useSession().data, 'dispatch');
  const { period, by, subject, state, places, history } = snail;
  const decide = useMutation({
    mutationFn: (body: { verdict: 'confirmed' | 'declined' | 'revoked'; reason: string }) =>
      send('POST', `/snails/${period}/${by}/${encodeURIComponent(subject.id)}/decide`, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.snails });
      void client.invalidateQueries({ queryKey: keys.standings });
    },
  });
  return (
    <section className={css.snail} data-state={state} data-testid="snail" aria-label={subject.name}>
      <h2>
        {subject.name}
        <span className={css.stand}>{words.states[state]}</span>
      </h2>
      <ol>
        {places.map((place) => (
          <li key={place.period}>
            <span>{periodName(place.period, language)}</span>
            <strong>{words.place(place.rank, place.ranked)}</strong>
            <span className={css.soft}>{words.score(place.score.toFixed(1))}</span>
            {place.excused && <span className={css.soft}>{words.excused}</span>}
          </li>
        ))}
      </ol>
      <ol className={css.history}>
        {history.map(({ what, reason, closing, actor, atMs }) => (
          <li key={`${what}${atMs}`}>
            <time>{dayAndClock(atMs, zone, language)}</time>
            <span>
              {actor === 'system' ? words.system : actor} {words.happened[what]}
            </span>
            {closing === null && reason && <q>{reason}</q>}
          </li>
        ))}
      </ol>
      {state === 'proposed' && may && (
        <ReasonForm
          label={words.reason}
          busy={decide.isPending}
          acts={[
            { name: words.confirm, act: (reason) => decide.mutate({ verdict: 'confirmed', reason }) },
            { name: words.decline, act: (reason) => decide.mutate({ verdict: 'declined', reason }) },
          ]}
        />
      )}
      {state === 'confirmed' && may && (
        <ReasonForm
          label={words.revokeReason}
          busy={decide.isPending}
          acts={[{ name: words.revoke, act: (reason) => decide.mutate({ verdict: 'revoked', reason }) }]}
        />
      )}
      {decide.error && <ErrorNotice error={decide.error} />}
    </section>
  );
}
