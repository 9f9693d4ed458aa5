import { type KeyboardEvent, useMemo, useState } from 'react';
import type { ActivityPoint } from '../../api/schemas/activity.ts';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import type { CsvCell } from '../figures/csv.ts';
import { dayOf } from '../figures/days.ts';
import { energy, figureText, index, percent } from '../figures/numbers.ts';
import { useLanguage, useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvLink } from '../look/csv-link.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { StateMark } from '../look/state-mark.tsx';
import { useStepActivity, useZone } from '../server/answers.ts';
import { type CalendarWeek, calendarWeeks, stepped } from './calendar-weeks.ts';
import css from './day-calendar.module.css';

const dictionary = {
  zh: {
    title: '逐日状态',
    span: (days: number) => `近 ${days} 天`,
    weekdays: ['一', '', '三', '', '五', '', '日'],
    none: '还没有评价过的日子',
    noneHint: '历史载入并评价后，逐日状态会出现在这里。',
    index: '指数',
    grid: '逐日状态日历，方向键换日',
    measured: '实测',
    columns: ['日期', '状态', '指数', '电量 kWh', '实测', '免责'],
  },
  en: {
    title: 'Day by day',
    span: (days: number) => `the last ${days} days`,
    weekdays: ['Mon', '', 'Wed', '', 'Fri', '', 'Sun'],
    none: 'No day has been evaluated yet',
    noneHint: 'Days appear once the history is loaded and evaluated.',
    index: 'Index',
    grid: 'Calendar of states by day; the arrow keys move',
    measured: 'measured',
    columns: ['Day', 'State', 'Index', 'Energy kWh', 'Measured', 'Excused'],
  },
};

const dayMs = 86_400_000;
const shownDays = 182;
const places = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const noPoints: ActivityPoint[] = [];

/** What each day was, week by week, and for the day that is looked at: why. */
export function DayCalendar({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const zone = useZone();
  const [openedMs] = useState(() => Date.now());
  const today = dayOf(openedMs, zone);
  const answer = useStepActivity(
    project.id,
    'day',
    openedMs - shownDays * dayMs,
    Math.ceil(openedMs / dayMs) * dayMs,
  );
  const points = answer.data?.points ?? noPoints;
  const byDay = useMemo(() => new Map(points.map((point) => [point.day, point])), [points]);
  const first = points[0]?.day ?? today;
  const weeks = useMemo(() => calendarWeeks(first, today), [first, today]);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = byDay.get(chosen ?? '') ?? points.at(-1);

  return (
    <Panel
      title={words.title}
      aside={
        points.length > 0 && (
          <>
            {words.span(points.length)}
            <CsvLink
              name={`${project.id} ${words.title}`}
              table={() => ({ columns: words.columns, rows: points.map(csvRow) })}
            />
          </>
        )
      }
      data-testid="day-calendar"
    >
      {answer.isError && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={5} />}
      {answer.isSuccess && points.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {shown && (
        <div className={css.calendar}>
          <CalendarGrid
            weeks={weeks}
            byDay={byDay}
            chosen={shown.day}
            onChoose={setChosen}
            weekdays={words.weekdays}
            label={words.grid}
          />
          <DayReason point={shown} words={words} />
        </div>
      )}
    </Panel>
  );
}

function csvRow({ day, state, index: value, energyKwh, measured, excused }: ActivityPoint): CsvCell[] {
  return [day, state, value, energyKwh, measured, excused];
}

function CalendarGrid({
  weeks,
  byDay,
  chosen,
  onChoose,
  weekdays,
  label,
}: {
  weeks: readonly CalendarWeek[];
  byDay: ReadonlyMap<string, ActivityPoint>;
  chosen: string;
  onChoose: (day: string) => void;
  weekdays: readonly string[];
  label: string;
}) {
  const { state, excused } = useWords(terms);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const next = stepped(chosen, event.key, byDay);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    <fieldset ref={scrollToEnd} className={css.grid} aria-label={label} onKeyDown={move}>
      <div className={css.weekdays} aria-hidden="true">
        {weekdays.map((name, row) => (
          <span key={places[row]}>{name}</span>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week.monday} className={css.week}>
          <span className={css.month} aria-hidden="true">
            {week.month}
          </span>
          {week.days.map((day) => {
            const point = byDay.get(day);
            if (point === undefined) return <span key={day} className={css.empty} />;
            return (
              <button
                key={day}
                type="button"
                className={css.day}
                data-day={day}
                data-state={point.state}
                data-excused={point.excused !== null}
                aria-pressed={day === chosen}
                tabIndex={day === chosen ? 0 : -1}
                aria-label={`${day} ${state[point.state]}${point.excused === null ? '' : ` ${excused}`}`}
                onClick={() => onChoose(day)}
                onPointerEnter={() => onChoose(day)}
              />
            );
          })}
        </div>
      ))}
    </fieldset>
  );
}

/** Where the grid is wider than the window the newest weeks are what is looked at. */
function scrollToEnd(grid: HTMLElement | null): void {
  if (grid) grid.scrollLeft = grid.scrollWidth;
}

function DayReason({ point, words }: { point: ActivityPoint; words: typeof dictionary.zh }) {
  const { state, excused } = useWords(terms);
  const { language } = useLanguage();
  const sentence = useSentence();
  return (
    <div className={css.reason} data-testid="day-reason">
      <p className={css.what}>
        <time>{point.day}</time>
        <StateMark state={point.state} excused={point.excused !== null} />
        {state[point.state]}
        {point.excused !== null && (
          <span>
            {excused}：{point.excused}
          </span>
        )}
      </p>
      <p>{point.why && sentence(point.why)}</p>
      <p className={css.figures}>
        {figureText(energy(point.energyKwh, language))} · {words.index} {index(point.index, language)} ·{' '}
        {words.measured} {figureText(percent(point.measured, language))}
      </p>
    </div>
  );
}
