import { RulesConfiguration } from '../../rules/configuration.ts';
import { judge, type Labelled, labelledCity } from './folder.ts';
import { scoreYangzhong, type YangzhongScore, type YangzhongTruth } from './yangzhong.ts';

/** What is fitted where meters show no shape: at or above `working` of a normal day it is one, and how deep a stop lies. */
interface Thresholds {
  stopped: number;
  working: number;
  deepShare: number;
}

const candidates: readonly Thresholds[] = [0.06, 0.1, 0.15, 0.22].flatMap((stopped) =>
  [0.02, 0.04, 0.08].map((deepShare) => ({ stopped, working: 1.5 * stopped, deepShare })),
);

export interface Half {
  fittedOn: string;
  thresholds: Thresholds;
  /** Of the half that it was not fitted on: with the fitted thresholds, and with the defaults. */
  fitted: YangzhongScore;
  defaults: YangzhongScore;
}

/** Fits the thresholds on every second enterprise and scores the others by them, and the other way round. */
export function crossValidate(labelled: Labelled, truth: YangzhongTruth): Half[] {
  const [even, odd] = [0, 1].map((side) => {
    const questions = labelled.questions.filter((_, n) => n % 2 === side);
    const projects = new Set(questions.map(({ facts }) => facts.project.id));
    return { questions, truth: truthOf(truth, projects) };
  });
  const scoreOf = ({ questions, truth: own }: typeof even & object, thresholds: Thresholds | null) =>
    scoreYangzhong(own, judge({ truth: [], questions }, cityWith(thresholds)));
  return [
    { fittedOn: 'even', fit: even!, check: odd! },
    { fittedOn: 'odd', fit: odd!, check: even! },
  ].map(({ fittedOn, fit, check }) => {
    const tried = candidates.map((thresholds) => ({ thresholds, loss: lossOf(scoreOf(fit, thresholds)) }));
    const { thresholds } = tried.reduce((best, one) => (one.loss < best.loss ? one : best));
    return { fittedOn, thresholds, fitted: scoreOf(check, thresholds), defaults: scoreOf(check, null) };
  });
}

function cityWith(thresholds: Thresholds | null) {
  if (thresholds === null) return labelledCity;
  const { stopped, working, deepShare } = thresholds;
  const rules = RulesConfiguration.parse({
    activity: { wholeEnergy: { stopped, working } },
    findings: { stalled: { deepShare } },
  });
  return { ...labelledCity, rules };
}

/** Wrong shares of both kinds of days, and of episodes missed and told for nothing. */
function lossOf({ closedStopped, workedStopped, closures, endings, falseStops }: YangzhongScore): number {
  const episodes = closures.of + endings.of;
  const missed = episodes - closures.any - endings.any;
  return 1 - closedStopped + workedStopped + (missed + falseStops.any) / episodes;
}

function truthOf(truth: YangzhongTruth, projects: ReadonlySet<string>): YangzhongTruth {
  const own = <T extends { project: string }>(rows: readonly T[]) =>
    rows.filter(({ project }) => projects.has(project));
  return {
    letters: truth.letters,
    closures: own(truth.closures),
    endings: own(truth.endings),
    resumptions: own(truth.resumptions),
    ranThrough: own(truth.ranThrough),
  };
}
