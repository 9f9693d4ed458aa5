import fastify from 'fastify';
import { expect, test } from 'vitest';
import { LiangshaiError } from '../model/error.ts';
import { StoreUnavailable } from '../store/readings.ts';
import { answerProblem } from './problem.ts';

const inside = 'db.inside:5432';

test.each([
  [
    503,
    'unavailable',
    '5',
    new LiangshaiError('store-unreachable', `PostgreSQL at ${inside} does not answer`, ''),
  ],
  [503, 'unavailable', '5', new LiangshaiError('store-locked', `${inside} is being written`, '')],
  [503, 'unavailable', '5', new LiangshaiError('store-full', `${inside} has no room`, '')],
  [503, 'unavailable', '5', new StoreUnavailable(`InfluxDB at ${inside} answers 500`, null, undefined)],
  [500, 'internal', undefined, new LiangshaiError('store-corrupt', `${inside} is damaged`, '')],
  [500, 'internal', undefined, new TypeError(`${inside} is undefined`)],
])('%i %s: what fails inside is told without its own words', async (status, code, retryAfter, error) => {
  const server = fastify();
  server.setErrorHandler(answerProblem);
  server.get('/', () => {
    throw error;
  });
  const answer = await server.inject('/');
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['retry-after']).toBe(retryAfter);
  expect(answer.json()).toMatchObject({ status, code });
  expect(answer.body).not.toContain(inside);
  await server.close();
});
