import { panels } from '../../catalogue/panels.ts';
import type { Model } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const datasets = (model: Model): readonly string[] =>
  model.services.flatMap(service => service.logs.map(({ dataset }) => dataset));

/** Lines of the datasets that the reader has chosen. */
const everything = 'data_stream.dataset:$dataset';
const failures = `log.level:(error OR critical) AND ${everything}`;

const volume = [
  panels.logCount(
    everything,
    { by: 'log.level' },
    {
      title: 'Lines by level',
      description: 'Log lines over time by level. More errors than ever is an incident, silence is one as well.',
      width: 12,
    },
  ),
  panels.logCount(
    everything,
    { by: 'data_stream.dataset' },
    {
      title: 'Lines by dataset',
      description: 'Log lines over time by dataset. One that suddenly shouts fills the disk of all.',
      width: 12,
    },
  ),
];

const errors = [
  panels.logCount(
    failures,
    {},
    {
      kind: 'stat',
      title: 'Errors',
      description: 'Lines of level error or critical in the chosen time range.',
      thresholds: [{ at: 1, color: 'orange' }],
      height: 8,
    },
  ),
  panels.logCount(
    failures,
    { by: 'log.logger' },
    {
      kind: 'bar-gauge',
      title: 'Errors by logger',
      description: 'Which parts of the programs report errors, the loudest first.',
      width: 9,
    },
  ),
  panels.logCount(
    failures,
    { by: 'data_stream.dataset' },
    {
      kind: 'pie',
      title: 'Errors by dataset',
      description: 'Where the errors come from.',
      width: 9,
    },
  ),
];

const pipeline = [
  panels.graph('sum by (pipeline) (rate(logstash_stats_pipeline_events_in[$__rate_interval]))', {
    title: 'Lines taken in',
    description: 'Lines per second that Logstash takes in, by pipeline.',
    unit: 'cps',
    legend: '{{pipeline}}',
  }),
  panels.graph('sum by (pipeline) (logstash_stats_pipeline_queue_events_queue_size)', {
    title: 'Lines that wait',
    description: 'Lines in the queue of each pipeline. While it grows, what is read below is old.',
    unit: 'short',
    legend: '{{pipeline}}',
  }),
  panels.graph(
    'sum by (pipeline) (rate(logstash_stats_pipeline_plugin_documents_non_retryable_failures[$__rate_interval]))',
    {
      title: 'Lines refused',
      description: 'Lines per second that Elasticsearch refused for good; they lie in the dead letter queue.',
      unit: 'cps',
      legend: '{{pipeline}}',
      thresholds: [{ at: 0.01, color: 'red' }],
    },
  ),
];

/** The log lines of all services, and whether they arrive. */
export const logs: BuiltInDashboard = {
  id: 'logs',
  build: model =>
    datasets(model).length > 0
      ? [
          platformDashboard(model, {
            uid: platformUids.logs,
            title: 'Logs',
            description: 'Volume, errors and the newest lines of every dataset. A line leads to its trace.',
            fixedChoices: { dataset: { title: 'Dataset', values: datasets(model), all: '*' } },
            range: '1h',
            refresh: '5s',
            rows: [
              { title: 'Volume', panels: volume },
              { title: 'Errors', panels: errors },
              { title: 'On the way', panels: pipeline },
              ...datasets(model).map(dataset => ({
                title: dataset,
                panels: [panels.logs(`data_stream.dataset:"${dataset}"`, { title: `Newest lines: ${dataset}` })],
              })),
            ],
          }),
        ]
      : [],
};
