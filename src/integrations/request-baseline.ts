import { formatDuration } from '../core/duration.ts';
import type { PanelEntry } from '../ir/panel.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import type { RecordTemplate, Traffic } from './integration.ts';
import type { Selecting } from './selecting.ts';

/**
 * What traffic is usual at this hour of the week: the mean of the same hour of four weeks, and how far they differ.
 *
 * @module
 */

/** Recorded requests per second of a service, all instances together. */
export const requestRate = 'service:http_requests:rate5m';

const usual = 'service:http_requests:same_hour_mean4w';
const spread = 'service:http_requests:same_hour_stddev4w';

/** How many standard deviations from the mean still count as usual: one of twenty hours is farther away (ours). */
const usualSpread = 2;

const weeks = [1, 2, 3, 4] as const;
/** Milliseconds. */
const aWeek = 604_800_000;
const halfAnHour = 1_800_000;

/** The hour around this moment, in each of the weeks before: they begin half an hour after it. */
const sameHours = (at: Selecting): string =>
  weeks
    .map(
      week =>
        `label_replace(avg_over_time(${requestRate}${at.where()}[1h] offset ${formatDuration(week * aWeek - halfAnHour)}), "week", "${week}", "service", ".*")`,
    )
    .join(' or ');

/** A week without requests and one with two of them; values stand an hour apart. */
const tests = (at: Selecting, ofTwo: number): readonly RuleTest[] => {
  const test = (name: string, when: string, values: string, expect: RuleTest['expect']): RuleTest => ({
    name,
    interval: '1h',
    series: { [`${requestRate}{service="${at.service}"}`]: values },
    at: when,
    expect,
  });
  return [
    test('two weeks that differ', '14d', '0x99 2x300', [{ labels: { service: at.service }, value: ofTwo }]),
    test('a service that is a day old', '1d', '6x30', []),
  ];
};

/** Metrics must be kept for more than four weeks; with less, the weeks that are known make the mean. */
export const baselineRecords = (at: Selecting): readonly RecordTemplate[] => [
  { record: usual, expr: `avg by (service) (${sameHours(at)})`, tests: tests(at, 1) },
  { record: spread, expr: `stddev by (service) (${sameHours(at)})`, tests: tests(at, 1) },
];

/** Requests now, a week ago, and the band of what is usual. */
export const baselinePanel = ({ requests }: Traffic, at: Selecting): PanelEntry => {
  // An hour's mean is as good a few minutes later, however seldom the rules are evaluated.
  const last = (record: string): string => `last_over_time(${record}${at.where()}[15m])`;
  const mean = last(usual);
  const away = `${usualSpread} * ${last(spread)}`;
  return {
    kind: 'baseline',
    title: 'Requests against what is usual',
    description:
      'Requests per second now, a week ago, and within two standard deviations of the mean of this hour in four weeks. Outside of the band is traffic without a reason, or a reason that somebody should know.',
    unit: 'reqps',
    queries: [
      { expr: `sum(rate(${requests}${at.where()}[$__rate_interval]))`, legend: 'Now' },
      { expr: `sum(rate(${requests}${at.where()}[$__rate_interval] offset 7d))`, legend: 'A week ago' },
      { expr: mean, legend: 'Usual' },
      { expr: `clamp_min(${mean} - ${away}, 0)`, legend: 'Low' },
      { expr: `${mean} + ${away}`, legend: 'High' },
    ],
    width: 24,
  };
};
