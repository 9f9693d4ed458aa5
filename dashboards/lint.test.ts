import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { allDashboards, type Dashboard, type Panel } from './generated.ts';

const dashboards = allDashboards();
const byUid = new Map(dashboards.map(({ dashboard }) => [dashboard.uid, dashboard]));
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is Grafana that fills it in.
const board = '${board:raw}';
const routes = readFileSync(path.join(import.meta.dirname, '../board/routes.tsx'), 'utf8');
const pagesOfBoard = ['/', ...[...routes.matchAll(/path: '([\w/:]+)'/g)].map(([, page]) => `/${page}`)];
const han = /\p{Script=Han}/u;

/** Grafana's own variables, which need no definition. */
const builtIn = new Set(['timeFilter', '__interval', '__data', '__field', '__url_time_range', 'tag_', 'col']);

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{?(tag_|\w+)/g)].map(([, name]) => name!).filter((name) => !builtIn.has(name));
}

function overlap(a: Panel['gridPos'], b: Panel['gridPos']): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Addresses of other dashboards and of the board, wherever one stands. */
function linksOf(dashboard: Dashboard): string[] {
  const urls = JSON.stringify(dashboard).matchAll(/"url":("(?:[^"\\]|\\.)*")/g);
  return [...urls].map(([, url]) => JSON.parse(url!) as string);
}

test('no two dashboards have one address', () => {
  expect(byUid.size).toBe(dashboards.length);
});

describe.each(dashboards.map((one) => [one.name, one] as const))('%s', (_name, { dashboard, language }) => {
  const panels = dashboard.panels;

  test('cannot be changed in Grafana, begins days in the city’s zone, and says what it is for', () => {
    expect(dashboard.editable).toBe(false);
    expect(dashboard.timezone).toBe('Asia/Shanghai');
    expect(dashboard.uid).toMatch(/^liangshai-[a-z]+-(zh|en)$/);
    expect(dashboard.description.length).toBeGreaterThan(5);
  });

  test('every panel has a title, a description, a unit, a query and an id of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const panel of panels) {
      expect(panel.title, 'title').not.toBe('');
      expect(panel.description, panel.title).toMatch(/[.。]$/);
      expect(panel.fieldConfig.defaults.unit, panel.title).toBeTruthy();
      expect(panel.targets.length, panel.title).toBeGreaterThan(0);
      expect(new Set(panel.targets.map(({ refId }) => refId)).size, panel.title).toBe(panel.targets.length);
    }
  });

  test('the data source is the variable, everywhere', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Grafana that fills it in.
    const source = { type: 'influxdb', uid: '${datasource}' };
    const variables = dashboard.templating.list;
    expect(variables[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'influxdb' });
    for (const panel of panels) {
      expect(panel.datasource).toEqual(source);
      for (const target of panel.targets) expect(target.datasource).toEqual(source);
    }
    for (const { type, datasource } of variables.slice(1))
      if (type === 'query') expect(datasource).toEqual(source);
    for (const { datasource } of dashboard.annotations?.list ?? []) expect(datasource).toEqual(source);
  });

  test('panels fill the screen’s width and none lies on another', () => {
    const cells = panels.reduce((sum, { gridPos }) => sum + gridPos.w * gridPos.h, 0);
    const height = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
    expect(cells).toBe(24 * height);
    for (const [index, panel] of panels.entries()) {
      for (const other of panels.slice(index + 1)) {
        expect(overlap(panel.gridPos, other.gridPos), `${panel.title} / ${other.title}`).toBe(false);
      }
    }
  });

  test('a query reads only a stretch of time, and only variables that are there', () => {
    const defined = new Set(dashboard.templating.list.map(({ name }) => name));
    const queries = [
      ...panels.flatMap(({ targets }) => targets.map(({ query }) => query)),
      ...(dashboard.annotations?.list ?? []).map(({ target }) => target.query),
      ...dashboard.templating.list.filter(({ type }) => type === 'query').map(({ query }) => query),
    ];
    for (const query of queries) {
      for (const name of variablesIn(query)) expect(defined, query).toContain(name);
      const sources = [...query.matchAll(/FROM "(?:raw"\.")?\w+"( WITH KEY)?/g)].filter(([, tags]) => !tags);
      const stretches = query.match(/time > now\(\) - \d+[mhd]|\$timeFilter/g) ?? [];
      expect(stretches.length, query).toBeGreaterThanOrEqual(sources.length);
    }
  });

  test('no variable is there that nothing uses', () => {
    const text = JSON.stringify(dashboard);
    for (const { name } of dashboard.templating.list) {
      const uses = [...text.matchAll(/\$\{(\w+)/g)].filter(([, used]) => used === name);
      expect(uses.length, name).toBeGreaterThan(0);
    }
  });

  test('every link leads to a dashboard that is there, and hands it variables that it has', () => {
    const links = linksOf(dashboard).filter((link) => !link.startsWith(board));
    expect(links.length).toBeGreaterThan(6);
    for (const link of links) {
      const target = byUid.get(/^\/d\/([\w-]+)/.exec(link)![1]!);
      expect(target, link).toBeDefined();
      expect(target!.uid.endsWith(`-${language}`), link).toBe(true);
      const names = target!.templating.list.map(({ name }) => name);
      for (const [, name] of link.matchAll(/var-(\w+)=/g)) expect(names, link).toContain(name);
    }
  });

  test('a way leads from its head to the board, and every such way to a page that the board has', () => {
    expect(dashboard.links.filter(({ url }) => url.startsWith(board))).toHaveLength(1);
    const links = linksOf(dashboard).filter((link) => link.startsWith(board));
    for (const link of links) {
      const page = link
        .slice(board.length)
        .replace(/\?.*/, '')
        .replace(/^\/projects\/\$\{.*\}$/, '/projects/:id');
      expect(pagesOfBoard, link).toContain(page);
    }
  });

  test('what a person reads is in the one language', () => {
    const texts = [dashboard.title, ...panels.flatMap(({ title, description }) => [title, description])];
    for (const text of texts) expect(han.test(text), text).toBe(language === 'zh');
  });
});

test('both languages show the same panels in the same places with the same queries', () => {
  const shape = (dashboard: Dashboard) =>
    dashboard.panels.map(({ type, gridPos, targets }) => ({
      type,
      gridPos,
      queries: targets.map(({ query }) => query.replaceAll('sentence_en', 'sentence_zh')),
    }));
  for (const { dashboard } of dashboards.filter(({ language }) => language === 'zh')) {
    const english = byUid.get(dashboard.uid.replace(/zh$/, 'en'))!;
    expect(shape(english)).toEqual(shape(dashboard));
  }
});
