import { InvalidArgumentError, Option } from 'commander';
import { Day } from '../model/scalar.ts';

export function configurationOption(): Option {
  return new Option('--config <file>', 'the configuration').default('liangshai.yaml');
}

/** A day that is in the calendar. @throws InvalidArgumentError */
export function calendarDay(text: string): string {
  if (!Day.safeParse(text).success) throw new InvalidArgumentError('a day is written YYYY-MM-DD');
  return text;
}
