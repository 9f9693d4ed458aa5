import type { MeterHealth, MeterView, ProjectDetail } from '../../api/schemas/project.ts';
import type { CsvCell } from '../figures/csv.ts';
import { ago, dayAndClock } from '../figures/days.ts';
import { count, energy, figureText, power } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvLink } from '../look/csv-link.tsx';
import { Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useZone } from '../server/answers.ts';
import { useNow } from '../server/now.ts';
import css from './meter-table.module.css';

const dictionary = {
  zh: {
    title: '电表',
    live: (live: number, all: number) => `${live} / ${all} 在线`,
    none: '没有在用的电表',
    noneHint: '没有电表就没有结论：请在台账中登记。',
    readings: '各电表读数',
    meter: '电表',
    health: '状态',
    healths: { live: '在线', late: '迟到', silent: '离线', never: '从未上线' } as Record<MeterHealth, string>,
    heard: '最后收到',
    power: '功率',
    register: '表底',
    voltage: '电压 A / B / C',
    ratio: '倍率',
    capacity: '容量',
  },
  en: {
    title: 'Meters',
    live: (live: number, all: number) => `${live} of ${all} live`,
    none: 'No meter in place',
    noneHint: 'Without a meter nothing can be said: enter one in the registry.',
    readings: 'What each meter said',
    meter: 'Meter',
    health: 'Health',
    healths: { live: 'live', late: 'late', silent: 'silent', never: 'never heard' },
    heard: 'Last heard',
    power: 'Power',
    register: 'Register',
    voltage: 'Voltage A / B / C',
    ratio: 'Multiplier',
    capacity: 'Capacity',
  },
};

/** The meters of a project: whether each is heard, and what it last said. */
export function MeterTable({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const { meters } = project;
  const live = meters.filter(({ health }) => health === 'live').length;
  return (
    <Panel
      title={words.title}
      aside={
        <>
          {words.live(live, meters.length)}
          <CsvLink
            name={`${project.id} ${words.title}`}
            table={() => ({ columns: csvColumns(words), rows: meters.map(csvRow) })}
          />
        </>
      }
      data-testid="meter-table"
    >
      {meters.length === 0 ? (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        <section className={css.scroll} aria-label={words.readings} tabIndex={0}>
          <table className={css.meters}>
            <thead>
              <tr>
                <th scope="col">{words.meter}</th>
                <th scope="col">{words.health}</th>
                <th scope="col">{words.heard}</th>
                <th scope="col">{words.power}</th>
                <th scope="col">{words.register}</th>
                <th scope="col">{words.voltage}</th>
                <th scope="col">{words.ratio}</th>
                <th scope="col">{words.capacity}</th>
              </tr>
            </thead>
            <tbody>
              {meters.map((meter) => (
                <MeterRow key={meter.id} meter={meter} healths={words.healths} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}

/** In the file as it was said: kW and kWh, unrounded, instants in UTC. */
function csvColumns({
  meter,
  health,
  heard,
  power,
  register,
  ratio,
  capacity,
}: typeof dictionary.zh): string[] {
  return [meter, health, heard, `${power} (kW)`, `${register} (kWh)`, ratio, `${capacity} (kVA)`];
}

function csvRow(meter: MeterView): CsvCell[] {
  const heard = meter.lastHeardMs === null ? null : new Date(meter.lastHeardMs).toISOString();
  const { id, health, powerKw, energyKwh, multiplier, capacityKva } = meter;
  return [id, health, heard, powerKw, energyKwh, multiplier, capacityKva];
}

function MeterRow({ meter, healths }: { meter: MeterView; healths: Record<MeterHealth, string> }) {
  const { meterRole } = useWords(terms);
  const { language } = useLanguage();
  const zone = useZone();
  const nowMs = useNow();
  return (
    <tr data-testid="meter-row" data-meter={meter.id}>
      <th scope="row">
        {meter.id}
        <small>{meterRole[meter.role]}</small>
      </th>
      <td>
        <span className={css.health} data-health={meter.health}>
          {healths[meter.health]}
        </span>
      </td>
      <td data-testid="meter-last-heard">
        {meter.lastHeardMs === null ? (
          '–'
        ) : (
          <time title={dayAndClock(meter.lastHeardMs, zone, language)}>
            {ago(meter.lastHeardMs, nowMs, language)}
          </time>
        )}
      </td>
      <td data-testid="meter-power">{figureText(power(meter.powerKw, language))}</td>
      <td data-testid="meter-register">{figureText(energy(meter.energyKwh, language))}</td>
      <td>{meter.voltageV?.map((volt) => count(volt, language)).join(' / ') ?? '–'}</td>
      <td>×{meter.multiplier}</td>
      <td>{meter.capacityKva === null ? '–' : `${count(meter.capacityKva, language)} kVA`}</td>
    </tr>
  );
}
