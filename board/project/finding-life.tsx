import type { FindingEventView } from '../../api/schemas/finding.ts';
import { dayAndClock } from '../figures/days.ts';
import { type FindingLevel, findingLevels } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { LevelCard } from '../look/level-card.tsx';
import { useZone } from '../server/answers.ts';
import css from './finding-life.module.css';

const dictionary = {
  zh: {
    system: '系统',
    what: {
      opened: '提出',
      level: '升降级',
      closed: '关闭',
      reopened: '重新打开',
      withdrawn: '撤回',
      acknowledged: '签收',
      explained: '说明',
    } as Record<FindingEventView['what'], string>,
  },
  en: {
    system: 'system',
    what: {
      opened: 'opened',
      level: 'level changed',
      closed: 'closed',
      reopened: 'reopened',
      withdrawn: 'withdrawn',
      acknowledged: 'acknowledged',
      explained: 'explained',
    },
  },
};

/** Who did what about a finding, oldest first. */
export function FindingLife({ events }: { events: readonly FindingEventView[] }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const zone = useZone();
  return (
    <ol className={css.life}>
      {events.map((event) => (
        <li key={`${event.atMs}${event.what}`}>
          <time>{dayAndClock(event.atMs, zone, language)}</time>
          <span>
            {event.actor === 'system' ? words.system : event.actor} {words.what[event.what]}
          </span>
          {event.note && <EventNote note={event.note} />}
        </li>
      ))}
    </ol>
  );
}

/** The system notes the level that a finding opened with or came to; a person writes words. */
function EventNote({ note }: { note: string }) {
  const level: FindingLevel | undefined = findingLevels.find((known) => known === note);
  return level ? <LevelCard level={level} /> : <q>{note}</q>;
}
