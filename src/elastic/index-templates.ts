import type { JsonObject } from '../core/json.ts';
import { lifecyclePolicies } from '../ir/conventions.ts';
import type { LogModel } from '../model/model.ts';
import { unroutedDataset } from './log-streams.ts';

/** Above Elastic's own `logs-*-*` template, which has 100. */
const priority = 500;

/** Longer values are stored and not indexed: Lucene refuses terms above 32 766 bytes. */
const keyword = { type: 'keyword', ignore_above: 1024 } as const;

/** Component template that every dataset shares. */
export const commonComponent = 'sightline-logs-common';

export const datasetComponent = (dataset: string): string => `sightline-logs-${dataset}`;

/**
 * Settings and mappings of every log line. One node holds them, so there are no replicas. Fields that nobody declared
 * are kept in the document and not indexed: one careless service cannot fill the mapping or break another's types.
 */
export const commonTemplate: JsonObject = {
  template: {
    settings: { index: { lifecycle: { name: lifecyclePolicies.logs }, number_of_shards: 1, number_of_replicas: 0 } },
    mappings: {
      dynamic: false,
      properties: {
        '@timestamp': { type: 'date' },
        'data_stream.type': { type: 'constant_keyword' },
        'data_stream.dataset': { type: 'constant_keyword' },
        'data_stream.namespace': { type: 'constant_keyword' },
        message: { type: 'match_only_text' },
        'log.level': keyword,
        'log.logger': keyword,
        severity_number: { type: 'byte' },
        'trace.id': keyword,
        'span.id': keyword,
        tags: keyword,
      },
    },
  },
};

/** Mappings of the fields that a dataset declares; a hashed field is text whatever it was before. */
export const datasetTemplate = ({ fields, personal }: Pick<LogModel, 'fields' | 'personal'>): JsonObject => {
  const properties: Record<string, JsonObject> = {};
  for (const [name, type] of Object.entries(fields)) properties[name] = type === 'keyword' ? keyword : { type };
  for (const name of personal) properties[name] = keyword;
  return { template: { mappings: { properties } } };
};

/** The template of the data streams `logs-<dataset>-<environment>`. */
export const indexTemplate = (dataset: string): JsonObject => ({
  index_patterns: [`logs-${dataset}-*`],
  data_stream: {},
  priority,
  composed_of: dataset === unroutedDataset ? [commonComponent] : [commonComponent, datasetComponent(dataset)],
});
