import { defineCheck } from './check.ts';

/** More series than one Prometheus should hold. */
export const capShards = defineCheck({
  code: 'CAP-SHARDS',
  severity: 'warning',
  why: 'A Prometheus with millions of series replays its log for many minutes after every restart, and nobody is paged meanwhile.',
  run: ({ model, facts }) => {
    const { series, advisedShards } = facts.capacity;
    const { shards } = model.prometheus;
    return advisedShards <= shards
      ? []
      : [
          {
            path: model.path,
            message: `${Math.ceil(series)} series are scraped by ${shards} Prometheus; one should hold at most ${model.capacity.constants.seriesPerShard}.`,
            hint: `Write prometheus: {shards: ${advisedShards}}, or store only what is read (\`cardinality: 'used'\`).`,
          },
        ];
  },
});
