import { type FileHandle, open } from 'node:fs/promises';
import { LiangshaiError } from '../../model/error.ts';
import type { City } from '../city/city.ts';
import { liveDay, type SiteDay } from '../life/day.ts';
import { type DayNumber, dayText } from '../surroundings/days.ts';

function linesOf(project: string, days: readonly SiteDay[]): string {
  return days.map((day) => `${project},${dayText(day.day)},${day.state},${day.why},${day.stall}\n`).join('');
}

/** What really happened on each project and day: `project,date,state,why,stall`. */
export class TruthFile {
  readonly #file: FileHandle;
  readonly #city: City;
  #next: DayNumber;

  private constructor(file: FileHandle, city: City) {
    this.#file = file;
    this.#city = city;
    this.#next = city.firstDay;
  }

  /** @throws LiangshaiError `truth-unwritable` */
  static async open(file: string, city: City): Promise<TruthFile> {
    try {
      const handle = await open(file, 'w');
      await handle.write('project,date,state,why,stall\n');
      return new TruthFile(handle, city);
    } catch (error) {
      throw new LiangshaiError(
        'truth-unwritable',
        (error as Error).message,
        'give --truth a file in a directory that is there and may be written',
      );
    }
  }

  /** The days of one site. */
  async add(project: string, days: readonly SiteDay[]): Promise<void> {
    await this.#file.write(linesOf(project, days));
  }

  /** Every site from where the file ends to a day, both inclusive. */
  async upTo(day: DayNumber): Promise<void> {
    const { sites, surroundings } = this.#city;
    const days = Array.from({ length: Math.max(0, day - this.#next + 1) }, (_, i) => this.#next + i);
    this.#next += days.length;
    for (const site of days.length === 0 ? [] : sites) {
      await this.add(
        site.id,
        days.map((each) => liveDay(site, surroundings.on(each))),
      );
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
