import { describe, expect, test } from 'vitest';
import { groupLegends } from '../../src/grafana/group-legends.ts';
import type { SloModel } from '../../src/model/model.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';
import { shop } from './model-fixture.ts';

const [full, bare] = shop.services;
const slo = full?.slos[0];

const grouped = (...groupBy: readonly string[]): SloModel[] =>
  slo === undefined ? [] : [{ ...slo, id: 'placed', groupBy }];

const withGroups = {
  ...shop,
  services: [
    ...(full === undefined ? [] : [{ ...full, slos: grouped('method', 'status') }]),
    ...(bare === undefined ? [] : [bare]),
  ],
};

describe('the legend of an objective', () => {
  test.each([
    ['names its groups', 'slo:burn_rate:ratio_rate1h', '{{slo}}', '{{slo}} {{method}} {{status}}'],
    ['of its service, too', 'slo:burn_rate:ratio_rate1h{service="orders"}', '{{slo}}', '{{slo}} {{method}} {{status}}'],
    ['names none of another service', 'slo:burn_rate:ratio_rate1h{service="other"}', '{{slo}}', '{{slo}}'],
    ['names none of another objective', 'slo:burn_rate:ratio_rate1h{slo="orders-other"}', '{{slo}}', '{{slo}}'],
    ['names none twice', 'slo:burn_rate:ratio_rate1h', '{{slo}} by {{method}}', '{{slo}} {{status}} by {{method}}'],
    ['of anything else is as it was', 'slo:burn_rate:ratio_rate1h', '{{service}}', '{{service}}'],
  ])('%s', (_, expr, legend, expected) => {
    expect(groupLegends(withGroups)({ expr, legend }).legend).toBe(expected);
  });

  test('is as it was in a stack without groups', () => {
    const query = { expr: 'slo:burn_rate:ratio_rate1h', legend: '{{slo}}' };
    expect(groupLegends(shop)(query)).toBe(query);
  });
});

test('a stack with and without groups has legends that every check accepts', async () => {
  const slos = [api.slos[0], { ...api.slos[1], groupBy: ['endpoint'] }];
  const { diagnostics, plan } = await synthesize(
    { catalogue: withService({ slos }), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  expect(diagnostics).toEqual([]);
  const legends = plan?.dashboards.flatMap(({ queries }) => queries.flatMap(({ legend = '' }) => legend)) ?? [];
  const ofObjectives = legends.filter(legend => legend.includes('{{slo}}'));
  expect(ofObjectives.length).toBeGreaterThan(5);
  expect(ofObjectives.filter(legend => !legend.includes('{{slo}} {{endpoint}}'))).toEqual([]);
});
