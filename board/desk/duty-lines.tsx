import type { DutyList } from '../../api/schemas/duty.ts';
import { useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import css from './duty-page.module.css';
import { usePageWords } from './page-words.ts';

const dictionary = {
  zh: {
    title: '此刻值班',
    responsible: '责任方',
    line: '先后',
    nobody: '无人值班，也无处升级',
    wait: (hours: number) => `${hours} 小时不签收则升级`,
    quiet: (from: string, to: string) => `${from}–${to} 免打扰`,
    by: '渠道',
    file: '值班',
  },
  en: {
    title: 'On duty now',
    responsible: 'Who answers',
    line: 'In line',
    nobody: 'Nobody is on duty, and nobody above',
    wait: (hours: number) => `goes up after ${hours} h without an answer`,
    quiet: (from: string, to: string) => `quiet ${from}–${to}`,
    by: 'Channels',
    file: 'duty',
  },
};

type Line = DutyList['lines'][number];
type Rung = Line['line'][number];

/** Each department, district and the operator with those who are told, the first in line first. */
export function DutyLines({ lines }: { lines: readonly Line[] }) {
  const words = useWords(dictionary);
  const said = usePageWords();
  const nameOf = ({ subject }: Line) => said.responsible({ responsible: subject });
  return (
    <section className={css.part} data-testid="duty-lines">
      <header className={css.head}>
        <h2>{words.title}</h2>
        <CsvButton
          name={words.file}
          table={() => ({
            columns: [words.responsible, words.line, words.by],
            rows: lines.map((line) => [
              nameOf(line),
              line.line.map(({ name }) => name).join(' → '),
              line.line.map((rung) => channels(rung)).join(' → '),
            ]),
          })}
        />
      </header>
      <ul className={css.lines}>
        {lines.map((line) => (
          <li key={line.audience}>
            <strong>{nameOf(line)}</strong>
            {line.line.length === 0 ? (
              <span className={css.nobody}>{words.nobody}</span>
            ) : (
              <ol>
                {line.line.map((rung, at) => (
                  <RungItem
                    key={`${rung.audience}${rung.name}`}
                    rung={rung}
                    isLast={at === line.line.length - 1}
                    words={words}
                  />
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RungItem({
  rung,
  isLast,
  words,
}: {
  rung: Rung;
  /** There is nobody to go up to. */
  isLast: boolean;
  words: typeof dictionary.zh;
}) {
  const { name, waitHours, quietHours } = rung;
  const said = [!isLast && words.wait(waitHours), quietHours && words.quiet(quietHours.from, quietHours.to)];
  return (
    <li>
      <b>{name}</b> <span>{channels(rung)}</span>
      <small>{said.filter(Boolean).join(' · ')}</small>
    </li>
  );
}

function channels({ ways }: Rung): string {
  return ways.map(({ channel, target }) => (target === null ? channel : `${channel} ${target}`)).join(', ');
}
