import type { FindingView } from '../../api/schemas/finding.ts';
import type { MeterView, ProjectItem } from '../../api/schemas/project.ts';
import type { SessionView } from '../../api/schemas/session.ts';

/** The words of the field as the service says them. */
export type ActivityState = ProjectItem['state'];
export type FindingKind = FindingView['kind'];
export type FindingLevel = FindingView['level'];
export type Sentence = FindingView['evidence']['sentence'];
export type MeterRole = MeterView['role'];
export type Stage = ProjectItem['stage'];
export type Role = SessionView['role'];

/** In the order in which they are shown: what works first, what is not known last. */
export const activityStates = ['working', 'idle', 'off', 'unknown'] as const satisfies ActivityState[];

/** Rising. */
export const findingLevels = ['watch', 'yellow', 'red'] as const satisfies FindingLevel[];
