import type { Meter } from '../model/meter.ts';
import type { Project } from '../model/project.ts';
import { yearPlan } from '../rules/plan/curve.ts';
import { planProgress } from '../rules/plan/progress.ts';
import { isInPlace } from './names.ts';
import { planCurve } from './plan-curve.ts';
import { type Moment, projectItem } from './project-item.ts';
import type { MeterView, ProjectDetail } from './schemas/project.ts';

function meterView(meter: Meter, { power, nowMs, today }: Moment): MeterView {
  const now = power.meter(meter.id);
  // After a change of meters two stretches may share an id; a reading belongs to the project it was taken for.
  const reading = now !== null && now.reading.project === meter.project ? now.reading : null;
  const { id, role, multiplier, capacityKva, profile, from, to } = meter;
  return {
    id,
    role,
    multiplier,
    capacityKva,
    profile,
    from,
    to,
    health: isInPlace(meter, today) || reading !== null ? power.health(id, nowMs) : 'never',
    lastHeardMs: reading === null || now === null ? null : now.lastHeardMs,
    lastReadingMs: reading?.timeMs ?? null,
    energyKwh: reading?.energyKwh ?? null,
    powerKw: reading === null ? null : power.powerKw(id, nowMs),
    voltageV: reading?.voltageV ? [...reading.voltageV] : null,
    currentA: reading?.currentA ? [...reading.currentA] : null,
    powerFactor: reading?.powerFactor ?? null,
  };
}

export function projectDetail(project: Project, moment: Moment): ProjectDetail {
  const { names, evaluated, nowMs, today } = moment;
  const { registry } = names;
  const activity = evaluated.activity.get(project.id);
  const ofProject = (row: { project: string }) => row.project === project.id;
  const money = {
    investments: registry.investments.filter(ofProject),
    plans: registry.plans.filter(ofProject),
  };
  const plan = planProgress(project, money, today);
  const planned = yearPlan(project.annualPlanWan, money.plans, Number(today.slice(0, 4)));
  return {
    ...projectItem(project, moment),
    asOfMs: nowMs,
    totalInvestmentWan: project.totalInvestmentWan,
    annualPlanWan: project.annualPlanWan,
    investedThisYearWan: plan.investedWan,
    planDoneShare: plan.doneShare,
    yearShare: plan.timeShare,
    planCurve: planned && planCurve(planned),
    planLight: plan.light,
    plannedStart: project.plannedStart,
    plannedFinish: project.plannedFinish,
    camera: project.camera,
    roundTheClock: project.roundTheClock,
    why: activity?.why ?? null,
    confidence: activity?.confidence ?? null,
    measured: activity?.measured ?? null,
    energyKwh: activity?.energyKwh ?? null,
    baselineKwh: activity?.baselineKwh ?? null,
    meters: (names.metersOf.get(project.id) ?? []).map((meter) => meterView(meter, moment)),
    findings: [...(evaluated.findings.get(project.id) ?? [])],
    suspensions: registry.suspensions.filter((row) => ofProject(row) || row.project === '*'),
    milestones: registry.milestones.filter(ofProject).sort((a, b) => (a.planned < b.planned ? -1 : 1)),
  };
}
