import type { PeriodInputs } from '../../model/period-inputs.ts';
import { type Standing, standingSubjects } from '../../model/standing.ts';
import { SnailsConfiguration } from '../../rules/snails/configuration.ts';
import type { SnailRules } from '../../rules/snails/proposals.ts';
import { StandingsConfiguration } from '../../rules/standings/configuration.ts';
import type { FiguresOf } from '../../rules/standings/figures.ts';
import { bulletinFigures } from '../../rules/standings/figures.ts';
import { standingsOf } from '../../rules/standings/standings.ts';

/** The parameters that were frozen with the inputs. */
export function rulesOf({
  rules,
}: Pick<PeriodInputs, 'rules'>): SnailRules & { standings: StandingsConfiguration } {
  return {
    standings: StandingsConfiguration.parse(rules.standings),
    snails: SnailsConfiguration.parse(rules.snails),
  };
}

/** The places of all subjects: from the same inputs the same, whenever they are asked for. */
export function standingsFrom(inputs: PeriodInputs): Standing[] {
  const { standings } = rulesOf(inputs);
  return standingSubjects.flatMap((by) => standingsOf(by, inputs, standings));
}

export function figuresFrom(inputs: PeriodInputs): FiguresOf {
  return bulletinFigures(inputs, rulesOf(inputs).standings);
}
