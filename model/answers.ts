/** How a project's department answers what it is asked in writing. */
export interface ProjectAnswers {
  project: string;
  /** Questions that were answered, or whose time to answer is over. */
  asked: number;
  /** Of these, answered in time: explained, or at work again. */
  inTime: number;
}

/** Days, both inclusive, that an explanation asks to be excused for, as long as nobody has decided: the score waits. */
export interface WaitingDays {
  project: string;
  from: string;
  to: string;
}
