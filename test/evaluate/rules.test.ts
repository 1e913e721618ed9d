import { describe, expect, test } from 'vitest';
import type { Rule, RuleGroup } from '../../src/evaluate/rule.ts';
import { alertsAt, evaluateRules } from '../../src/evaluate/rules.ts';
import { exprOf } from './answer.ts';
import { readSeries } from './series-fixture.ts';

// That rules run as in Prometheus is proved in test/external/evaluate-rules.test.ts.

const minute = 60_000;

const group = (rules: readonly Rule[], more: Partial<RuleGroup> = {}): RuleGroup => ({
  name: 'group',
  interval: minute,
  rules,
  ...more,
});

const run = (groups: readonly RuleGroup[], series: Readonly<Record<string, string>>, until: number) =>
  evaluateRules(
    groups,
    readSeries(
      Object.entries(series).map(([name, values]) => ({ series: name, values })),
      minute,
    ),
    { until: until * minute },
  );

/** The samples of a series as `minute:value`, an end as `minute:stale`. */
const samplesOf = ({ storage }: ReturnType<typeof run>, name: string): readonly string[] =>
  storage
    .series()
    .filter(({ labels }) => labels['__name__'] === name)
    .flatMap(({ times, values, stale }) =>
      times.map((t, index) => `${t / minute}:${stale.has(index) ? 'stale' : values[index]}`),
    );

describe('an alert', () => {
  const down: Rule = { alert: 'Down', expr: exprOf('up == 0'), for: 2 * minute, keepFiringFor: 2 * minute };

  test('waits, fires, is kept for a while and starts anew', () => {
    const done = run([group([down])], { up: '1 0 0 0 0 1 0 1 1 1 0' }, 10);
    expect(
      done.steps.map(({ t, alerts }) => [t / minute, ...alerts.map(a => `${a.state} since ${a.activeAt / minute}`)]),
    ).toEqual([
      [0],
      [1, 'pending since 1'],
      [2, 'pending since 1'],
      [3, 'firing since 1'],
      [4, 'firing since 1'],
      [5, 'firing since 1'],
      [6, 'firing since 1'],
      [7, 'firing since 1'],
      [8, 'firing since 1'],
      [9],
      [10, 'pending since 10'],
    ]);
    expect(samplesOf(done, 'ALERTS_FOR_STATE')).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8].map(at => `${at}:60`),
      '9:stale',
      '10:600',
    ]);
  });

  test('carries its labels, its value and its origin', () => {
    const rule: Rule = {
      alert: 'Slow',
      expr: exprOf('latency > 1'),
      labels: { severity: 'page', where: '{{ $labels.instance }}/{{$labels.missing}}', instance: '' },
    };
    const done = run([group([rule])], { 'latency{instance="a",job="j"}': '3 2.5' }, 1);
    expect(alertsAt(done, minute)).toEqual([
      {
        group: 'group',
        alert: 'Slow',
        labels: { alertname: 'Slow', job: 'j', severity: 'page', where: 'a/' },
        state: 'firing',
        activeAt: 0,
        value: 2.5,
      },
    ]);
  });

  test('is only raised when its group is evaluated', () => {
    const done = run([group([down], { interval: 3 * minute })], { up: '0x10' }, 7);
    expect(done.steps.map(({ t }) => t / minute)).toEqual([0, 3, 6]);
    expect(alertsAt(done, 2 * minute).map(({ state }) => state)).toEqual(['pending']);
    expect(alertsAt(done, 5 * minute).map(({ state }) => state)).toEqual(['firing']);
    expect(alertsAt(run([], {}, 1), 0)).toEqual([]);
  });
});

describe('a recorded series', () => {
  test('ends when its input ends', () => {
    const done = run(
      [group([{ record: 'twice', expr: exprOf('up * 2'), labels: { x: 'y' } }])],
      { up: '1 2 stale _ 4' },
      4,
    );
    expect(samplesOf(done, 'twice')).toEqual(['0:2', '1:4', '2:stale', '4:8']);
  });

  test('of a number is a series without labels, evaluated in the past where the group says so', () => {
    const done = run([group([{ record: 'clock', expr: exprOf('time()') }], { queryOffset: 30_000 })], {}, 1);
    expect(samplesOf(done, 'clock')).toEqual(['-0.5:-30', '0.5:30']);
  });

  test('groups of different intervals see what the others wrote so far, in their order', () => {
    const slow = group([{ record: 'slow', expr: exprOf('up') }], { name: 'slow', interval: 2 * minute });
    const quick = group([{ record: 'quick', expr: exprOf('slow + 0') }], { name: 'quick' });
    expect(samplesOf(run([slow, quick], { up: '1 2 3' }, 2), 'quick')).toEqual(['0:1', '1:1', '2:3']);
    expect(samplesOf(run([quick, slow], { up: '1 2 3' }, 2), 'quick')).toEqual(['1:1', '2:1']);
  });

  test('no rule sees the future', () => {
    const done = run([group([{ record: 'ahead', expr: exprOf('up offset -1m') }])], { up: '1 2 3' }, 2);
    expect(samplesOf(done, 'ahead')).toEqual(['0:1', '1:2', '2:3']);
  });
});

describe('a rule that fails', () => {
  const input = { 'a{x="1"}': '1x3', 'a{x="2"}': '1x3', given: '5x3' };
  const good: Rule = { record: 'good', expr: exprOf('a{x="1"}') };

  test.each([
    { rule: { record: 'bad', expr: exprOf('a * on() a') }, message: 'many-to-many matching not allowed' },
    { rule: { record: 'bad', expr: exprOf('a'), labels: { x: 'same' } }, message: 'after applying rule labels' },
    { rule: { alert: 'bad', expr: exprOf('a'), labels: { x: 'same' } }, message: 'after applying alert labels' },
    { rule: { record: 'bad', expr: exprOf('"text"') }, message: 'rule result is not a vector or scalar' },
    { rule: { record: 'given', expr: exprOf('vector(1)') }, message: 'duplicate sample for timestamp' },
  ])('because of "$message" leaves the others alone', ({ rule, message }) => {
    const done = run([group([rule, good])], input, 1);
    const name = 'alert' in rule ? rule.alert : rule.record;
    expect(done.problems).toEqual(
      [0, minute].map(t => ({
        group: 'group',
        rule: name,
        t,
        stop: { kind: 'error', message: expect.stringContaining(message) },
      })),
    );
    expect(samplesOf(done, 'good')).toEqual(['0:1', '1:1']);
    expect(samplesOf(done, 'given')).toEqual(['0:5', '1:5']);
  });

  test.each(['{{ $value }}', '{{ if $labels.x }}y{{ end }}', '{{ $labels.x | toUpper }}', '{{ $labels.x'])(
    'because the label template %s is not supported says so',
    template => {
      const done = run([group([{ alert: 'Bad', expr: exprOf('a'), labels: { text: template } }])], input, 0);
      expect(done.problems.map(({ stop }) => stop)).toEqual([
        { kind: 'unsupported', what: `the template \`${template}\` of a label` },
      ]);
    },
  );
});
