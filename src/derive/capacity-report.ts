import type { Capacity, JobLoad } from '../analysis/capacity.ts';
import type { DocumentNeed } from '../analysis/documents-load.ts';
import type { Facts } from '../analysis/facts.ts';
import { type UnsizedMetric, unsizedLabels } from '../analysis/unsized-labels.ts';
import type { JsonObject } from '../core/json.ts';
import { binaryQuantity, coreQuantity, type StorageNeed } from '../ir/capacity.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';

/** How large the stack is and what follows from it: `dist/reports/capacity.json` for programs, `dist/docs/capacity.md` for people. */
export const capacityReport = (model: Model, _plan: Plan, { capacity, documents }: Facts): PlanPart => ({
  documents: [
    {
      path: 'dist/reports/capacity.json',
      format: 'json',
      body: asJson(model, capacity, documents),
      origins: { '': model.path },
    },
    {
      path: 'dist/docs/capacity.md',
      format: 'text',
      body: asPage(model, capacity, documents),
      origins: { '': model.path },
    },
  ],
});

const rounded = (value: number): number => Math.round(value * 100) / 100;

const needJson = (need: StorageNeed): JsonObject => ({
  diskBytes: Math.ceil(need.disk),
  volume: binaryQuantity(need.volume),
  memory: binaryQuantity(need.memory),
  memoryLimit: binaryQuantity(need.memoryLimit),
  cpu: coreQuantity(need.cores),
});

const asJson = (model: Model, capacity: Capacity, documents: DocumentNeed): JsonObject => ({
  constants: { ...model.capacity.constants },
  jobs: capacity.jobs.map(({ samplesPerSecond, series, ...load }) => ({
    ...load,
    series: Math.ceil(series),
    samplesPerSecond: rounded(samplesPerSecond),
  })),
  rules: capacity.rules.map(({ samplesPerSecond, evaluationsPerSecond, ...load }) => ({
    ...load,
    samplesPerSecond: rounded(samplesPerSecond),
    evaluationsPerSecond: rounded(evaluationsPerSecond),
  })),
  teams: capacity.teams.map(({ team, series, samplesPerSecond }) => ({
    team,
    series: Math.ceil(series),
    samplesPerSecond: rounded(samplesPerSecond),
    budget: { ...model.teams.find(({ id }) => id === team)?.budget },
  })),
  total: { series: Math.ceil(capacity.series), samplesPerSecond: rounded(capacity.samplesPerSecond) },
  prometheus: needJson(capacity.server),
  ...(capacity.shard === undefined ? {} : { shard: needJson(capacity.shard) }),
  advisedShards: capacity.advisedShards,
  elasticsearch: {
    services: documents.services.map(({ logsPerDay, spansPerDay, ...load }) => ({
      ...load,
      logBytesPerDay: Math.ceil(logsPerDay),
      spanBytesPerDay: Math.ceil(spansPerDay),
    })),
    diskBytes: Math.ceil(documents.disk),
    volume: binaryQuantity(documents.volume),
  },
});

const whole = (value: number): string => String(Math.ceil(value));

const jobRow = (load: JobLoad): string =>
  `| ${[load.job, load.team, `${load.targets} (${load.because})`, whole(load.perTarget), whole(load.droppedPerTarget), whole(load.series), rounded(load.samplesPerSecond)].join(' | ')} |`;

const asPage = (model: Model, capacity: Capacity, documents: DocumentNeed): string => {
  const { constants } = model.capacity;
  const { server } = capacity;
  return [
    '# Capacity',
    '',
    'What the stack stores, as far as the program says it: series follow from declared labels, targets from replicas,',
    'machines and probes. A label whose number of values nobody declared counts as one. The numbers of the model are',
    'estimates; `capacity: {constants}` replaces what has been measured better.',
    '',
    '## Metrics',
    '',
    '| job | team | targets | series stored per target | dropped per target | series | samples/s |',
    '|---|---|---|---|---|---|---|',
    ...capacity.jobs.map(jobRow),
    '',
    `Rules record ${whole(capacity.rules.reduce((sum, { series }) => sum + series, 0))} series.`,
    '',
    '| team | series | samples/s | may use |',
    '|---|---|---|---|',
    ...capacity.teams.map(({ team, series, samplesPerSecond }) => {
      const budget = model.teams.find(({ id }) => id === team)?.budget ?? {};
      const allowed = [
        ...(budget.series === undefined ? [] : [`${budget.series} series`]),
        ...(budget.samplesPerSecond === undefined ? [] : [`${budget.samplesPerSecond} samples/s`]),
      ];
      return `| ${team} | ${whole(series)} | ${rounded(samplesPerSecond)} | ${allowed.length === 0 ? 'no budget' : allowed.join(', ')} |`;
    }),
    '',
    '## Prometheus',
    '',
    `- Series: ${whole(capacity.series)}, samples per second: ${rounded(capacity.samplesPerSecond)}.`,
    `- Disk: ${constants.compactionFactor} × ${rounded(capacity.samplesPerSecond)}/s × ${constants.bytesPerSample} B × ${model.retention.metrics}, and ${constants.headSeconds} s of head at ${constants.bytesPerHeadSample} B a sample: ${binaryQuantity(Math.ceil(server.disk))}. Filled to ${constants.fill * 100} %: a volume of ${binaryQuantity(server.volume)}.`,
    `- Memory: ${binaryQuantity(constants.baseMemory)} and ${constants.bytesPerSeries} B for each series and ${constants.churn * 100} % of churn: ${binaryQuantity(server.memory)}, at most ${binaryQuantity(server.memoryLimit)}.`,
    `- Processors: ${constants.baseCores} and one for ${constants.samplesPerCore} samples per second, with ${constants.secondsPerRule} s per evaluated rule: ${coreQuantity(server.cores)}.`,
    `- One Prometheus should hold at most ${constants.seriesPerShard} series: ${capacity.advisedShards === 1 ? 'one is enough' : `${capacity.advisedShards} should share the targets`}.`,
    ...(documents.services.length === 0 ? [] : elasticsearch(model, documents)),
    ...countedAsOne(unsizedLabels(model)),
    '',
  ].join('\n');
};

/** Where the numbers above are too small, and what would mend them. */
const countedAsOne = (metrics: readonly UnsizedMetric[]): readonly string[] =>
  metrics.length === 0
    ? []
    : [
        '',
        '## Counted as one',
        '',
        'Nobody declared how many values these labels have. `values` or `cardinality` in the declaration says it.',
        '',
        '| service | metric | labels |',
        '|---|---|---|',
        ...metrics.map(
          ({ service, metric, labels }) =>
            `| ${service} | \`${metric}\` | ${labels.map(label => `\`${label}\``).join(', ')} |`,
        ),
      ];

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;

const elasticsearch = (model: Model, { services, disk, volume }: DocumentNeed): readonly string[] => [
  '',
  '## Elasticsearch',
  '',
  '| service | logs a day | spans a day |',
  '|---|---|---|',
  ...services.map(
    ({ service, logsPerDay, spansPerDay }) => `| ${service} | ${mebibytes(logsPerDay)} | ${mebibytes(spansPerDay)} |`,
  ),
  '',
  `Logs stay for ${model.retention.logsDelete}, traces for ${model.retention.traces}: ${binaryQuantity(Math.ceil(disk))} on one node without copies, a volume of ${binaryQuantity(volume)}.`,
];
