import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ActivitySeries } from '../../api/schemas/activity.ts';
import type { Bulletin } from '../../api/schemas/bulletin.ts';
import type { CityEnergy, EnergyView } from '../../api/schemas/energy.ts';
import type { ExplanationList } from '../../api/schemas/explanation.ts';
import type { FindingList, FindingQuery } from '../../api/schemas/finding.ts';
import type { InvestmentList } from '../../api/schemas/investment.ts';
import type { ObjectionList } from '../../api/schemas/objection.ts';
import type { Overview } from '../../api/schemas/overview.ts';
import type { PeriodList } from '../../api/schemas/period.ts';
import type { ForecastList, PlanProgressList } from '../../api/schemas/plan-progress.ts';
import type { ProjectDetail, ProjectList } from '../../api/schemas/project.ts';
import type { QuarantineList, QuarantineView } from '../../api/schemas/quarantine.ts';
import type { ProjectRecord } from '../../api/schemas/record.ts';
import type { RulesView, TrialView } from '../../api/schemas/rules.ts';
import type { SessionView, SignInWays } from '../../api/schemas/session.ts';
import type { SnailList } from '../../api/schemas/snail.ts';
import type { StandingInputs, StandingList } from '../../api/schemas/standing.ts';
import type { AuditList, UserList } from '../../api/schemas/user.ts';
import type { CityMap } from './city-map.ts';
import { keys } from './query-keys.ts';
import { get, ProblemError } from './request.ts';

const minuteMs = 60_000;

export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => get<SessionView>('/session', {}, signal),
    staleTime: 5 * minuteMs,
  });
}

/** How one can sign in: asked only where somebody is asked to. */
export function useSignInWays() {
  return useQuery({
    queryKey: keys.signInWays,
    queryFn: ({ signal }) => get<SignInWays>('/session/ways', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The city at a glance; live events keep it fresh, and a slow refetch mends what they may have missed. */
export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => get<Overview>('/overview', {}, signal),
    refetchInterval: 5 * minuteMs,
  });
}

/** The zone in which days begin; until the service has told, the zone it has by default. */
export function useZone(): string {
  return useOverview().data?.city.zone ?? 'Asia/Shanghai';
}

export function useProjects() {
  return useQuery({
    queryKey: keys.projects,
    queryFn: ({ signal }) => get<ProjectList>('/projects', { limit: 10_000 }, signal),
    refetchInterval: 5 * minuteMs,
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: keys.project(id),
    queryFn: ({ signal }) => get<ProjectDetail>(`/projects/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: minuteMs,
  });
}

/** The activity of a project by hour or by day. */
export function useStepActivity(id: string, step: ActivitySeries['step'], fromMs: number, toMs: number) {
  return useQuery({
    queryKey: [...keys.activity(id), step, fromMs, toMs],
    queryFn: ({ signal }) =>
      get<ActivitySeries>(
        `/projects/${encodeURIComponent(id)}/activity`,
        { step, from: fromMs, to: toMs },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export function useEnergy(id: string, step: EnergyView['step'], fromMs: number, toMs: number) {
  return useQuery({
    queryKey: [...keys.energy(id), step, fromMs, toMs],
    queryFn: ({ signal }) =>
      get<EnergyView>(`/projects/${encodeURIComponent(id)}/energy`, { step, from: fromMs, to: toMs }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: minuteMs,
  });
}

/** The city's energy of the last hours in steps of 15 minutes, with what is usual. */
export function useCityEnergy(hours: number) {
  return useQuery({
    queryKey: [...keys.cityEnergy, hours],
    queryFn: ({ signal }) => {
      const toMs = Math.ceil(Date.now() / (15 * minuteMs)) * 15 * minuteMs;
      return get<CityEnergy>(
        '/energy',
        { step: 'interval', from: toMs - hours * 60 * minuteMs, to: toMs },
        signal,
      );
    },
    refetchInterval: minuteMs,
  });
}

export function useFindings(query: Partial<FindingQuery>) {
  return useQuery({
    queryKey: [...keys.findings, query],
    queryFn: ({ signal }) => get<FindingList>('/findings', query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useRecord(id: string) {
  return useQuery({
    queryKey: keys.record(id),
    queryFn: ({ signal }) => get<ProjectRecord>(`/projects/${encodeURIComponent(id)}/record`, {}, signal),
  });
}

export function useStandings(period: string | null, by: StandingList['by'], enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...keys.standings, period, by],
    queryFn: ({ signal }) => get<StandingList>('/standings', { period: period ?? undefined, by }, signal),
    placeholderData: keepPreviousData,
  });
}

/** What the figures of one subject rest on. */
export function useStandingInputs(query: {
  period: string;
  by: StandingList['by'];
  subject: string;
  revision: number | undefined;
}) {
  return useQuery({
    queryKey: [...keys.standings, 'inputs', query],
    queryFn: ({ signal }) => get<StandingInputs>('/standings/inputs', query, signal),
  });
}

export function useObjections() {
  return useQuery({
    queryKey: keys.objections,
    queryFn: ({ signal }) => get<ObjectionList>('/objections', {}, signal),
  });
}

/** The periods that run, wait, are closed or were opened again. */
export function usePeriods() {
  return useQuery({
    queryKey: keys.periods,
    queryFn: ({ signal }) => get<PeriodList>('/periods', {}, signal),
  });
}

export function useBulletin(period: string) {
  return useQuery({
    queryKey: [...keys.periods, 'bulletin', period],
    queryFn: ({ signal }) => get<Bulletin>(`/bulletins/${encodeURIComponent(period)}.json`, {}, signal),
  });
}

export function useSnails() {
  return useQuery({
    queryKey: keys.snails,
    queryFn: ({ signal }) => get<SnailList>('/snails', {}, signal),
  });
}

/** Refused messages, newest first; of one reason only where one is given. */
export function useQuarantine(code: QuarantineView['code'] | null, beforeId: string | null) {
  return useQuery({
    queryKey: [...keys.quarantine, code, beforeId],
    queryFn: ({ signal }) =>
      get<QuarantineList>(
        '/quarantine',
        { code: code ?? undefined, beforeId: beforeId ?? undefined, limit: 100 },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: minuteMs,
  });
}

export function useRules() {
  return useQuery({
    queryKey: keys.rules,
    queryFn: ({ signal }) => get<RulesView>('/rules', {}, signal),
  });
}

/** The newest trial of other rules; asked for again and again while it is under way. */
export function useTrial() {
  return useQuery({
    queryKey: keys.trial,
    queryFn: ({ signal }) => get<TrialView>('/rules/trial', {}, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  });
}

export function useUsers() {
  return useQuery({
    queryKey: keys.users,
    queryFn: ({ signal }) => get<UserList>('/users', {}, signal),
  });
}

export function useAudit(beforeId: string | null) {
  return useQuery({
    queryKey: [...keys.audit, beforeId],
    queryFn: ({ signal }) => get<AuditList>('/audit', { beforeId: beforeId ?? undefined }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useExplanations(project: string) {
  return useQuery({
    queryKey: [...keys.explanations, project],
    queryFn: ({ signal }) => get<ExplanationList>('/explanations', { project }, signal),
  });
}

/** The operator's own map; null where none was put in place. It changes by hand only, so it is asked for once. */
export function useCityMap() {
  return useQuery({
    queryKey: keys.map,
    queryFn: async ({ signal }) => {
      try {
        return (await get<CityMap | undefined>('/map', {}, signal)) ?? null;
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What was reported for the last half month that has ended, and what was not. */
export function useInvestments() {
  return useQuery({
    queryKey: keys.investments,
    queryFn: ({ signal }) => get<InvestmentList>('/investments', {}, signal),
  });
}

/** The annual plan against time. */
export function usePlanProgress(by: PlanProgressList['by']) {
  return useQuery({
    queryKey: [...keys.planProgress, by],
    queryFn: ({ signal }) => get<PlanProgressList>('/progress', { by }, signal),
    refetchInterval: 5 * minuteMs,
  });
}

/** The investment of the running month, quarter and year; of one project, or of all. */
export function useForecast(project: string | null) {
  return useQuery({
    queryKey: [...keys.forecast, project],
    queryFn: ({ signal }) => get<ForecastList>('/forecast', { project: project ?? undefined }, signal),
    staleTime: 30 * minuteMs,
  });
}
