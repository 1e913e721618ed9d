import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { alertsAt, evaluateRules } from '../../src/evaluate/rules.ts';
import { readSeries, type WrittenSeries } from '../evaluate/series-fixture.ts';
import { difference } from './evaluate-difference.ts';
import { seeded } from './evaluate-random.ts';
import { plausibleSeries } from './plausible-series.ts';
import { ask, leftOpen, promtoolVersion, type Setting } from './promtool-oracle.ts';
import { documentsOf } from './rendered-files.ts';
import { readRuleGroups } from './rule-groups.ts';

const minute = 60_000;

/** Every series there is. */
const everything = '{__name__!=""}';

const run = (setting: Required<Setting>, until: number) =>
  evaluateRules(
    readRuleGroups(setting.groups, setting.evaluationInterval),
    readSeries(setting.series, setting.interval),
    { until, leftOpen, evaluationInterval: setting.evaluationInterval },
  );

/** Where promtool and the evaluator hold other series after the rules have run, at any of the given times. */
const differences = (setting: Required<Setting>, times: readonly number[]): readonly object[] => {
  const questions = times.map(at => ({ expr: everything, at }));
  const until = Math.max(...times);
  const { storage, problems } = run(setting, until);
  if (problems.length > 0) return problems;
  const answers = ask(questions, setting);
  return questions.flatMap((question, index) => {
    const theirs = answers[index];
    return theirs === undefined ? [question] : (difference(question, theirs, storage, { leftOpen }) ?? []);
  });
};

const everyMinute = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => (from + index) * minute);

/** Series that are 1 for a while, then 0 or missing or ended for a while. */
const flickering = (count: number, length: number, seed: number): readonly WrittenSeries[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const items: string[] = [];
    for (let at = 0; at < length; ) {
      const stretch = 1 + Math.floor(random() * 8);
      const roll = random();
      items.push(
        roll < 0.5 ? `1x${stretch - 1}` : roll < 0.75 ? `0x${stretch - 1}` : roll < 0.9 ? `_x${stretch}` : 'stale',
      );
      at += stretch;
    }
    return { series: `state{unit="${index}",kind="${index % 3}"}`, values: items.join(' ') };
  });
};

const durations = ['0s', '30s', '1m', '2m30s', '5m'] as const;

describe(`rules run as in promtool ${promtoolVersion}`, () => {
  test.each([1, 2])('alerts wait, fire, are kept and end at the same minute, for states drawn from seed %i', seed => {
    const rules = durations.flatMap(wait =>
      durations.map(kept => ({
        alert: `Down${wait}Kept${kept}`,
        expr: 'state == 1',
        for: wait,
        ...(kept === '0s' ? {} : { keep_firing_for: kept }),
        labels: { severity: 'page', unit_name: 'unit {{ $labels.unit }} of {{$labels.kind}}{{ $labels.nothing }}' },
      })),
    );
    const setting = {
      series: flickering(6, 60, seed),
      interval: minute,
      groups: [{ name: 'alerts', rules }],
      evaluationInterval: minute,
    };
    expect(differences(setting, everyMinute(0, 60))).toEqual([]);
  });

  test('recorded series are seen by the rules after them and end with their input', () => {
    const rules = [
      { record: 'later:sum', expr: 'sum by (kind) (early:last) + 0' },
      { record: 'early:last', expr: 'state', labels: { kind: 'k', added: '1' } },
      { record: 'by:kind', expr: 'sum by (kind) (state)', labels: { __unused: '', zone: 'eu' } },
      { record: 'constant', expr: 'vector(7)' },
      { record: 'scalar', expr: 'time()' },
      { record: 'nothing', expr: 'absent(state)' },
      { record: 'alerts:firing', expr: 'count by (alertname) (ALERTS{alertstate="firing"})' },
      { alert: 'Any', expr: 'by:kind > 1', for: '2m' },
      { record: 'alerts:since', expr: 'time() - max by (alertname) (ALERTS_FOR_STATE)' },
      { record: 'smooth', expr: 'avg_over_time(by:kind[5m])' },
      { record: 'stepped', expr: 'max_over_time(sum(state)[4m:])' },
    ];
    const setting = {
      series: flickering(7, 60, 5),
      interval: minute,
      groups: [
        { name: 'first', rules: rules.slice(0, 4) },
        { name: 'second', rules: rules.slice(4) },
      ],
      evaluationInterval: 2 * minute,
    };
    expect(differences(setting, everyMinute(0, 60))).toEqual([]);
  });

  const folder = resolve(import.meta.dirname, '../../rules');
  const files = readdirSync(folder).filter(name => name.endsWith('.yml'));

  test.each(files)('every rule of rules/%s, over 80 minutes of series it can see', file => {
    const [document] = documentsOf(readFileSync(join(folder, file), 'utf8'));
    if (!isJsonObject(document) || !Array.isArray(document['groups'])) throw new Error(`${file} holds no groups`);
    const groups = document['groups'].filter(isJsonObject);
    const read = readRuleGroups(groups, 4 * minute);
    const rules = read.flatMap(group => group.rules);
    const recorded = new Set(rules.flatMap(rule => ('record' in rule ? [rule.record] : [])));
    const series = plausibleSeries(
      rules.map(rule => rule.expr),
      name => recorded.has(name),
      80,
      7,
    );
    const setting = { series, interval: minute, groups, evaluationInterval: 4 * minute };
    const times = [1, 4, 9, 20, 41, 60, 75, 80].map(at => at * minute);
    expect(differences(setting, times)).toEqual([]);
  });
});

test('the alerts between two evaluations are those of the one before', () => {
  const groups = [{ name: 'g', rules: [{ alert: 'Up', expr: 'state', for: '1m' }] }];
  const setting = {
    series: [{ series: 'state{unit="1"}', values: '_ 1x10' }],
    interval: minute,
    groups,
    evaluationInterval: minute,
  };
  const done = run(setting, 10 * minute);
  expect([0.5, 1, 1.9, 2, 2.5].map(at => alertsAt(done, at * minute).map(({ state }) => state))).toEqual([
    [],
    ['pending'],
    ['pending'],
    ['firing'],
    ['firing'],
  ]);
});
