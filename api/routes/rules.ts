import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Fault, faultText } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import { viewerOf } from '../gate.ts';
import type { Names } from '../names.ts';
import type { ApiPorts, ParametersPort } from '../ports.ts';
import { Refused } from '../refused.ts';
import { RulesChange, RulesView, type TrialFinding, TrialRequest, TrialView } from '../schemas/rules.ts';

interface RulesPorts extends Pick<ApiPorts, 'parameters' | 'nowMs'> {
  names: () => Names;
}

/** The rules' parameters: what they are, what others would have said, and other ones from now on. */
export function registerRules(server: FastifyInstance, { parameters, names, nowMs }: RulesPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/rules',
    {
      config: { access: 'view' },
      schema: { tags: ['rules'], summary: 'By what is judged', response: { 200: RulesView } },
    },
    () => parameters.parameters(),
  );

  app.put(
    '/api/v1/rules',
    {
      config: { access: 'change-rules' },
      schema: {
        tags: ['rules'],
        summary: 'Judge by other parameters from the next run on',
        body: RulesChange,
        response: { 200: RulesView },
      },
    },
    async (request) => {
      const { values, note } = request.body;
      const act = { actor: viewerOf(request).user ?? '', atMs: nowMs() };
      refuseFaulty(await parameters.change(values, note, act));
      return parameters.parameters();
    },
  );

  app.post(
    '/api/v1/rules/trial',
    {
      config: { access: 'change-rules' },
      schema: {
        tags: ['rules'],
        summary: 'Begin a trial: what other parameters would have said in the last 90 days',
        body: TrialRequest,
        response: { 202: TrialView },
      },
    },
    async (request, reply) => {
      refuseFaulty(await parameters.beginTrial(request.body.values));
      return reply.code(202).send(trialView(parameters.trial(), names()));
    },
  );

  app.get(
    '/api/v1/rules/trial',
    {
      config: { access: 'change-rules' },
      schema: {
        tags: ['rules'],
        summary: 'How far the newest trial is, and what it says',
        response: { 200: TrialView },
      },
    },
    async () => trialView(parameters.trial(), names()),
  );
}

function refuseFaulty(answer: { faults: readonly Fault[] } | null): void {
  if (answer === null) return;
  const places = answer.faults.map(faultText);
  throw new Refused('invalid-request', 'These parameters cannot be.', { places });
}

function trialView(trial: ReturnType<ParametersPort['trial']>, names: Names): TrialView {
  const none = { done: 0, total: 0, outcome: null };
  if (trial === null) return { state: 'none', values: {}, ...none };
  const { state, values } = trial;
  if (state === 'failed') return { state, values, ...none };
  if (state === 'running') return { state, values, ...none, done: trial.done, total: trial.total };
  const { projects, appear, vanish, shift, ...rest } = trial.outcome;
  const view = (finding: Finding) => trialFinding(finding, names);
  return {
    state,
    values,
    done: projects,
    total: projects,
    outcome: {
      ...rest,
      appear: appear.map(view),
      vanish: vanish.map(view),
      shift: shift.map(({ before, after }) => ({ before: view(before), after: view(after) })),
    },
  };
}

function trialFinding(finding: Finding, names: Names): TrialFinding {
  const { kind, level, opened, closed, evidence } = finding;
  return {
    project: names.project(finding.project),
    district: names.district(names.projects.get(finding.project)?.district ?? ''),
    kind,
    level,
    opened,
    closed,
    sentence: evidence.sentence,
  };
}
