import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { registerBoard } from './board-files.ts';
import { CityView } from './city-view.ts';
import { EventLog } from './event-log.ts';
import { EventStreams } from './event-streams.ts';
import { registerFreshness } from './freshness.ts';
import { registerGate } from './gate.ts';
import { openStreamsGauge, registerRequestMetrics } from './metrics.ts';
import { registerOpenApi } from './openapi.ts';
import { OpenIdProvider } from './openid.ts';
import type { ApiPorts, ApiSettings } from './ports.ts';
import { answerProblem } from './problem.ts';
import { registerActs } from './routes/act.ts';
import { registerBulletins } from './routes/bulletins.ts';
import { registerDuty } from './routes/duty.ts';
import { registerEvents } from './routes/events.ts';
import { registerExplanations } from './routes/explanations.ts';
import { registerFindings } from './routes/findings.ts';
import { registerHealth } from './routes/health.ts';
import { registerInvestments } from './routes/investments.ts';
import { registerMap } from './routes/map.ts';
import { registerObjections } from './routes/objections.ts';
import { registerOpenId } from './routes/openid.ts';
import { registerOverview } from './routes/overview.ts';
import { registerPages } from './routes/pages.ts';
import { registerPeriods } from './routes/periods.ts';
import { registerPlanProgress } from './routes/plan-progress.ts';
import { registerProjects } from './routes/projects.ts';
import { registerQuarantine } from './routes/quarantine.ts';
import { registerReadings } from './routes/readings.ts';
import { registerRecord } from './routes/record.ts';
import { registerResponseTimes } from './routes/response-times.ts';
import { registerRules } from './routes/rules.ts';
import { registerSeries } from './routes/series.ts';
import { registerSession } from './routes/session.ts';
import { registerSilences } from './routes/silences.ts';
import { registerSnails } from './routes/snails.ts';
import { registerStandings } from './routes/standings.ts';
import { registerUploads } from './routes/uploads.ts';
import { registerUsers } from './routes/users.ts';
import { registerSecurityHeaders } from './security-headers.ts';
import { Sessions } from './sessions.ts';

/** So long a stop waits for a request under way: longer than any answer takes, shorter than a supervisor's patience. */
const drainMs = 8000;

/** The API with a life: `start` answers where it listens, `stop` lets requests end and cuts the streams. */
export interface Api {
  start(): Promise<{ url: string }>;
  stop(): Promise<void>;
  /** The server inside, for tests that call it without a socket. */
  server: FastifyInstance;
}

function newServer(ports: ApiPorts, settings: ApiSettings): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = ports.log;
  const options = {
    loggerInstance,
    // Requests are counted and timed; a line for each would bury what matters.
    logController: new LogController({ disableRequestLogging: true }),
    // An id of 64 Chinese characters, percent-encoded.
    routerOptions: { maxParamLength: 1024 },
    // What the client itself claims in X-Forwarded-For stands before these, and is not believed.
    trustProxy: settings.behindProxy.length > 0 && [...settings.behindProxy],
    // A stop waits for answers under way, not for connections that are merely kept open.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // An address that is none never comes to a route, nor to the error handler.
    frameworkErrors: answerProblem,
  } as const;
  const server = settings.tls === null ? fastify(options) : fastify({ ...options, https: settings.tls });
  return server as unknown as FastifyInstance;
}

/** Builds it without listening; `start` reads the state of the city first. */
export function buildApi(ports: ApiPorts, settings: ApiSettings): Api {
  const { records, readings, nowMs, metrics } = ports;
  const { zone } = settings.city;
  const city = new CityView(ports, settings.city);
  const log = new EventLog({ live: ports.live, city, nowMs });
  const streams = new EventStreams({ log, city, nowMs, open: openStreamsGauge(metrics) });
  const sessions = new Sessions({ records, nowMs });
  const provider = settings.openId === null ? null : new OpenIdProvider(settings.openId);
  const { names } = city;

  const server = newServer(ports, settings);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerProblem);
  registerSecurityHeaders(server, names, settings);
  server.register(cookie);
  // Before the compression: the tag is of the text.
  server.after(() => registerFreshness(server));
  server.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'], threshold: 1024 });
  registerOpenApi(server, settings.version);
  // Hooks run in the order in which they were added, and the gate needs the cookies.
  server.after(() => {
    registerRequestMetrics(server, metrics);
    registerGate(server, sessions, settings);
  });
  registerBoard(server, settings.boardDirectory);
  server.register(async (routes) => {
    registerHealth(routes, ports);
    registerSession(routes, { sessions, names });
    registerOpenId(routes, { ...ports, sessions, provider });
    registerOverview(routes, { city });
    registerProjects(routes, { city });
    registerSeries(routes, { readings, names, zone, nowMs });
    registerRecord(routes, { records, readings, names, zone, nowMs });
    registerFindings(routes, { ...ports, city, zone });
    registerExplanations(routes, { ...ports, city, zone });
    registerActs(routes, ports);
    registerMap(routes, settings);
    registerPages(routes, { ...ports, names });
    registerSilences(routes, ports);
    registerDuty(routes, { ...ports, names });
    registerResponseTimes(routes, { records, names, zone, nowMs });
    registerRules(routes, { ...ports, names });
    registerStandings(routes, { ...ports, names, zone });
    registerPeriods(routes, ports);
    registerSnails(routes, { ...ports, names });
    registerObjections(routes, { ...ports, names });
    registerBulletins(routes, { records, zone });
    registerInvestments(routes, { ...ports, names, zone });
    registerPlanProgress(routes, { ...ports, names, zone });
    registerQuarantine(routes, ports);
    registerReadings(routes, ports);
    registerUploads(routes, { ...ports, names });
    registerUsers(routes, ports);
    registerEvents(routes, { streams, city, sessions });
  });

  return {
    server,
    async start() {
      await city.start();
      log.start();
      streams.start();
      return { url: await server.listen({ host: settings.host, port: settings.port }) };
    },
    async stop() {
      streams.stop();
      log.stop();
      const patience = setTimeout(() => server.server.closeAllConnections(), drainMs);
      await server.close();
      clearTimeout(patience);
      await city.stop();
    },
  };
}
