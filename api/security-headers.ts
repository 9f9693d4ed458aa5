import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Names } from './names.ts';
import type { ApiSettings } from './ports.ts';

const hstsSeconds = 365 * 86_400;

/** The hosts from which the registry's cameras are shown. */
function cameraHosts(names: Names): string[] {
  const origins = names.registry.projects.flatMap(({ camera }) =>
    camera === null ? [] : new URL(camera).origin,
  );
  // A scheme that a page cannot show (rtsp) has the origin `null`.
  return [...new Set(origins)].filter((origin) => origin.startsWith('http'));
}

/**
 * Content Security Policy level 3: everything comes from us, scripts only as files. Styles may stand in the page,
 * because antd writes them there. Cameras are the one thing that other hosts may send.
 */
export function registerSecurityHeaders(
  app: FastifyInstance,
  names: () => Names,
  { tls }: Pick<ApiSettings, 'tls'>,
): void {
  let known: { names: Names; hosts: string[] } | null = null;
  const cameras = () => {
    const current = names();
    if (known?.names !== current) known = { names: current, hosts: cameraHosts(current) };
    return known.hosts.join(' ');
  };
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', cameras],
        mediaSrc: ["'self'", 'blob:', cameras],
        frameSrc: ["'self'", cameras],
        connectSrc: ["'self'", cameras],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Plain HTTP inside a network is allowed; a proxy that speaks TLS before us says this itself.
    strictTransportSecurity: tls !== null && { maxAge: hstsSeconds, includeSubDomains: false },
    // A camera's picture carries no CORP header.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
