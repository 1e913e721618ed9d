import { formatDuration, parseDuration } from '../core/duration.ts';
import { gauge } from '../promql/declare.ts';
import { chart } from './chart.ts';
import { defineIntegration } from './integration.ts';

export interface K6Options {
  /** Values of the tag `journey` with which the scripts run. */
  readonly journeys: readonly string[];
  /** How often each journey runs. Default 5m. */
  readonly interval?: string;
  /** Longest that a journey may take. Default 1m. */
  readonly timeout?: string;
}

const defaults = { interval: '5m', timeout: '1m' } as const;

/** Two runs and the time that one may take: a shorter window loses sight of the last result between two runs. */
const window = ({ interval = defaults.interval, timeout = defaults.timeout }: K6Options): string =>
  formatDuration(2 * (parseDuration(interval) ?? 0) + (parseDuration(timeout) ?? 0));

const durationMistakes = (options: K6Options) =>
  (['interval', 'timeout'] as const).flatMap(name => {
    const written = options[name];
    return written === undefined || parseDuration(written) !== undefined
      ? []
      : [{ kind: 'value' as const, message: `\`${name}\` of k6() must be a duration such as 5m, not "${written}".` }];
  });

/** Journeys that k6 walks on behalf of users, with `--out experimental-prometheus-rw` and the tags service and journey. */
export const k6 = defineIntegration<K6Options>()({
  kind: 'k6',
  scope: 'component',
  source:
    'grafana/k6 1.7, internal/output/prometheusrw/remotewrite: prefix k6_, suffix _rate of rates, _p99 of trends in seconds',
  needs: ['Prometheus with its remote-write receiver; `--tag service=<service> --tag journey=<journey>` on every run.'],
  options: {
    journeys: { kind: 'texts', required: true },
    interval: { kind: 'text' },
    timeout: { kind: 'text' },
  },
  validate: options => [
    ...durationMistakes(options),
    ...(options.journeys.length === 0
      ? [{ kind: 'value' as const, message: '`journeys` of k6() names no journey.' }]
      : []),
  ],
  metrics: ({ journeys }) => ({
    checks: gauge('k6_checks_rate', {
      unit: 'ratio',
      labels: { journey: { values: journeys }, check: { cardinality: 20 }, scenario: {} },
      help: 'Share of the checks of the last run that held.',
    }),
    duration: gauge('k6_iteration_duration_p99', {
      unit: 'seconds',
      labels: { journey: { values: journeys }, scenario: {} },
      help: 'How long the journey took.',
    }),
  }),
  alerts: {
    JourneyFailing: {
      threshold: 1,
      expr: at =>
        `min by (service, journey) (last_over_time(k6_checks_rate${at.where()}[${window(at.options)}])) < ${at.threshold}`,
      severity: 'critical',
      category: 'availability',
      scope: 'probe',
      summary: 'Users of {{ $labels.service }} cannot complete the journey {{ $labels.journey }}.',
      description: 'Only {{ $value | humanizePercentage }} of one of its checks held in the last run.',
      action: 'Walk the journey by hand; the name of the failed check says at which step it ends.',
      steps: [
        'Which check failed? The panel of the journey names it.',
        'Walk the journey by hand: does it fail for people as well?',
        'It does: what was deployed last, and what does that step depend on?',
        'It does not: the script is out of date, or its account or test data is gone.',
      ],
      source: 'requirement: a journey every 5 to 15 minutes; a failed check is a failed journey',
    },
    JourneyMissing: {
      expr: at =>
        at.options.journeys
          .map(
            journey =>
              `absent_over_time(k6_checks_rate${at.where(`journey=${JSON.stringify(journey)}`)}[${window(at.options)}])`,
          )
          .join(' or '),
      for: '1m',
      severity: 'warning',
      category: 'availability',
      scope: 'probe',
      summary: 'Nobody walks the journey {{ $labels.journey }} of {{ $labels.service }} any more.',
      description: 'Two runs in a row have brought no result: the journey may fail without anybody knowing.',
      action: 'Check the scheduled job of the journey and the log of its last run.',
      steps: [
        'Did the job start? Look at its schedule and its last runs.',
        'It started: does its log tell of an error while writing to Prometheus?',
        'The receiver refuses: is `--web.enable-remote-write-receiver` on, and does the network let it through?',
      ],
      source: 'a scheduled job that is gone must not be silent; two runs and one timeout',
    },
  },
  rows: at => [
    {
      title: 'Journeys',
      panels: [
        chart(
          'Journeys',
          'Share of the checks of the last run that held: less than 100 % is a failed journey.',
          'percentunit',
          [
            {
              expr: `min by (journey) (last_over_time(k6_checks_rate${at.where()}[${window(at.options)}]))`,
              legend: '{{journey}}',
            },
          ],
        ),
        chart('Duration of journeys', 'How long the last run took from the first step to the last.', 's', [
          {
            expr: `max by (journey) (last_over_time(k6_iteration_duration_p99${at.where()}[${window(at.options)}]))`,
            legend: '{{journey}}',
          },
        ]),
      ],
    },
  ],
  example: { journeys: ['checkout', 'sign-up'], interval: '5m', timeout: '1m' },
});
