import { existsSync, readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import path from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, test } from 'vitest';
import { demoCommand } from '../../app/commands/demo.ts';
import { initCommand } from '../../app/commands/init.ts';
import { serveCommand } from '../../app/commands/serve.ts';
import { parseConfiguration } from '../../app/config.ts';
import { compose, composeText, ours, root, services } from './compose-file.ts';

const example = readFileSync(path.join(root, '.env.example'), 'utf8');

test('the compose specification’s schema accepts the file, and no port is published twice', () => {
  const asked = {
    'no-duplicate-exported-ports': 2,
    'service-image-require-explicit-tag': 2,
    'no-version-field': 2,
  };
  const linter = new DCLinter({ rules: asked, quiet: false, debug: false, exclude: [] });
  const found: { rule: string }[] = linter
    .lintFiles([path.join(root, 'docker-compose.yml')], false)
    .flatMap((file: { messages: { rule: string }[] }) => file.messages);
  expect(found.filter(({ rule }) => rule === 'invalid-schema' || rule in asked)).toEqual([]);
});

test('what a service names is there, and what is there is named', () => {
  const named = (kind: 'configs' | 'secrets' | 'volumes') =>
    new Set(
      services.flatMap(([, service]) => {
        if (kind === 'configs') return (service.configs ?? []).map(({ source }) => source);
        if (kind === 'secrets') return service.secrets ?? [];
        return (service.volumes ?? [])
          .map((mount) => mount.split(':')[0]!)
          .filter((name) => /^[a-z]/.test(name));
      }),
    );
  for (const kind of ['configs', 'secrets', 'volumes'] as const) {
    expect(named(kind), kind).toEqual(new Set(Object.keys(compose[kind])));
  }
  for (const [name, { depends_on: needs = {} }] of services) {
    for (const other of Object.keys(needs)) expect(compose.services, name).toHaveProperty(other);
  }
});

test('every file that is mounted is in the tree', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) =>
    volumes.filter((mount) => mount.startsWith('.')),
  );
  expect(mounted.length).toBeGreaterThan(1);
  for (const mount of mounted) expect(existsSync(path.join(root, mount.split(':')[0]!)), mount).toBe(true);
});

test('every variable is explained in .env.example, and none that opens a door has a default', () => {
  const used = new Set([...composeText.matchAll(/(?<!\$)\$\{(\w+)(:?[-?])?/g)].map(([, name]) => name!));
  const explained = [...example.matchAll(/^(\w+)=(.*)$/gm)];
  expect(new Set(explained.map(([, name]) => name))).toEqual(new Set([...used, 'COMPOSE_PROFILES']));
  for (const name of used) expect(composeText, name).toContain(`\${${name}:?`);
  for (const [, name, value] of explained)
    if (/COOKIE|PASSWORD|TOKEN/.test(name!)) expect(value, name).toBe('');
  expect(composeText).not.toMatch(/(password|token|secret)\w*: *['"]?[a-z0-9]{6,}['"]?$/im);
});

describe.each(services)('service %s', (name, service) => {
  test('is pinned, limited, and either heals itself or ends by itself', () => {
    expect(service.image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    expect(service.deploy?.resources?.limits).toMatchObject({
      cpus: expect.anything(),
      memory: expect.anything(),
    });
    expect(service.restart).toMatch(/^(unless-stopped|on-failure:\d+)$/);
    expect(service.security_opt).toContain('no-new-privileges:true');
  });

  test('waits for others only as long as they can be seen to be ready', () => {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const needed = compose.services[other]!;
      if (condition === 'service_healthy')
        expect(needed.healthcheck?.test, `${name} → ${other}`).toBeDefined();
      else expect(needed.restart, `${name} → ${other}`).toMatch(/^on-failure/);
    }
  });
});

describe.each(ours)('our service %s', (_name, service) => {
  test('runs without root, on a root that cannot be written, and without rights it does not need', () => {
    expect(service).toMatchObject({ user: 'node', read_only: true, cap_drop: ['ALL'] });
  });

  test('is started by a command line that the program knows', () => {
    if (service.entrypoint !== undefined) {
      expect(existsSync(path.join(root, service.entrypoint[1]!))).toBe(true);
      return;
    }
    const [name, ...words] = service.command!;
    const command = [serveCommand(), demoCommand(), initCommand()].find((one) => one.name() === name)!;
    expect(command.parseOptions(words)).toEqual({ operands: [], unknown: [] });
  });
});

test.each(['liangshai', 'ingest'])('the configuration %s is one that the program takes', (name) => {
  const configuration = parseConfiguration(compose.configs[name]!.content, name);
  expect(configuration.data).toBe('/var/lib/liangshai');
  const files = [...compose.configs[name]!.content.matchAll(/\/run\/secrets\/([\w-]+)/g)].map(
    ([, file]) => file!,
  );
  for (const [, service] of ours.filter(([, { configs = [] }]) =>
    configs.some(({ source }) => source === name),
  )) {
    const needed = service.command?.includes('--influx') ? ['influxdb-token'] : files;
    for (const file of needed) expect(service.secrets).toContain(file);
  }
});

test('the ports that are published are those that the configuration opens', () => {
  const { http, mqtt } = parseConfiguration(compose.configs.liangshai!.content, 'liangshai');
  const published = compose.services.liangshai!.ports!.map((port) => Number(/:(\d+)$/.exec(port)![1]));
  expect(published).toEqual([http.port, mqtt.port]);
  expect(http.host).toBe('0.0.0.0');
});

test('of a proxy it believes only one on its own machine: who comes from the network’s gateway', () => {
  const { http } = parseConfiguration(compose.configs.liangshai!.content, 'liangshai');
  const [{ subnet, gateway }] = compose.networks.default!.ipam.config as [
    { subnet: string; gateway: string },
  ];
  expect(http.behindProxy).toEqual([gateway]);
  const [network, bits] = subnet.split('/') as [string, string];
  const known = new BlockList();
  known.addSubnet(network, Number(bits));
  expect(known.check(gateway)).toBe(true);
});
