import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allDashboards } from './generated.ts';
import { playlist, putPlaylist } from './playlist.ts';
import { compose, root } from './stack/compose-file.ts';

interface Provisioned {
  datasources: {
    uid: string;
    type: string;
    url: string;
    isDefault: boolean;
    jsonData: Record<string, string>;
  }[];
  providers: { folder: string; options: { path: string } }[];
  groups: { rules: Rule[] }[];
}

interface Rule {
  uid: string;
  condition: string;
  noDataState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: {
    refId: string;
    datasourceUid: string;
    model: { refId: string; query?: string; expression?: string };
  }[];
}

function provisioned(file: string): Provisioned {
  return parse(readFileSync(path.join(import.meta.dirname, 'provisioning', file), 'utf8')) as Provisioned;
}

const uids = new Set(allDashboards().map(({ dashboard }) => dashboard.uid));
const [source] = provisioned('datasources/influxdb.yaml').datasources;

test('the data source speaks InfluxQL to the database that the service writes', () => {
  expect(source).toMatchObject({
    type: 'influxdb',
    isDefault: true,
    jsonData: { version: 'InfluxQL', httpMode: 'POST' },
  });
  const { content } = compose.configs.liangshai!;
  expect(content).toContain(`url: ${source!.url}`);
  expect(content).toContain(`database: ${source!.jsonData.dbName}`);
});

test('each language is a folder, filled from the directory that compose mounts', () => {
  const paths = provisioned('dashboards/liangshai.yaml').providers.map(({ options }) => options.path);
  const [mounted] = compose.services.grafana!.volumes!.filter((mount) =>
    mount.startsWith('./dashboards/generated'),
  );
  const [from, to] = mounted!.split(':') as [string, string];
  for (const one of paths) {
    const directory = path.join(root, from, path.relative(to, one));
    expect(readFileSync(path.join(directory, 'city.json'), 'utf8')).toContain('liangshai-city-');
  }
  expect(paths).toHaveLength(2);
});

test('alerts are for the operator alone: each has a query, a condition, a dashboard, and no project in it', () => {
  const rules = provisioned('alerting/operator.yaml').groups.flatMap((group) => group.rules);
  expect(rules.map(({ uid }) => uid)).toEqual(['liangshai-service-down', 'liangshai-ingest-lag']);
  for (const rule of rules) {
    expect(rule.labels.audience).toBe('operator');
    expect(uids).toContain(rule.annotations.__dashboardUid__);
    const ids = rule.data.map(({ refId }) => refId);
    expect(ids).toContain(rule.condition);
    for (const { refId, datasourceUid, model } of rule.data) {
      expect(model.refId).toBe(refId);
      if (model.expression !== undefined) expect(ids).toContain(model.expression);
      else expect(datasourceUid).toBe(source!.uid);
      // Provisioning files are read with variables of the environment put in, so no `$` may stand in a query.
      if (model.query !== undefined)
        expect(model.query).toMatch(/^SELECT [^$]* FROM "prometheus" WHERE time > now\(\)/);
    }
  }
  expect(rules[0]!.noDataState).toBe('Alerting');
});

test('the playlist names dashboards that are there', () => {
  for (const { value } of playlist.items) expect(uids).toContain(value);
});

test('the playlist is made once, and afterwards changed and not made again', async () => {
  const asked: string[] = [];
  let stored: { uid: string; name: string } | null = null;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method !== 'GET') stored = { ...JSON.parse(Buffer.concat(chunks).toString()), uid: 'wall' };
      response.end(JSON.stringify(request.method === 'GET' ? [stored].filter(Boolean) : stored));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const grafana = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await putPlaylist(grafana, 'word')).toBe(`${grafana}/playlists/play/wall?kiosk`);
    await putPlaylist(grafana, 'word');
  } finally {
    server.close();
  }
  const login = `Basic ${Buffer.from('admin:word').toString('base64')}`;
  expect(asked).toEqual([
    `GET /api/playlists ${login}`,
    `POST /api/playlists ${login}`,
    `GET /api/playlists ${login}`,
    `PUT /api/playlists/wall ${login}`,
  ]);
});
