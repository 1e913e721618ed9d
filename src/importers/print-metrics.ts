import { pascalCase } from '../core/names.ts';
import type { LabelDeclaration, MetricDeclaration } from '../promql/metric.ts';
import {
  commentLines,
  objectLines,
  type Property,
  propertyName,
  stringLiteral,
  textProperty,
} from './print-typescript.ts';

/**
 * Metrics as the TypeScript that declares them.
 *
 * @module
 */

const width = 120;
const indent = (depth: number): string => '  '.repeat(depth);

/** A property whose value is written out already, on one line when it fits. */
const listProperty =
  (key: string, items: readonly number[]): Property =>
  depth => {
    const line = `${indent(depth)}${key}: [${items.join(', ')}],`;
    if (line.length <= width) return [line];
    const rows: string[] = [];
    for (const item of items.map(String)) {
      const last = rows.at(-1);
      if (last !== undefined && `${indent(depth + 1)}${last} ${item},`.length <= width)
        rows[rows.length - 1] = `${last} ${item},`;
      else rows.push(`${item},`);
    }
    return [`${indent(depth)}${key}: [`, ...rows.map(row => indent(depth + 1) + row), `${indent(depth)}],`];
  };

const labelText = ({ cardinality }: LabelDeclaration): string =>
  cardinality === undefined
    ? '{}'
    : `{ cardinality: ${typeof cardinality === 'number' ? cardinality : `'${cardinality}'`} }`;

const labelsProperty =
  (labels: MetricDeclaration['labels']): Property =>
  depth => {
    const entries = Object.entries(labels).map(([label, said]) => `${propertyName(label)}: ${labelText(said)}`);
    const line = `${indent(depth)}labels: { ${entries.join(', ')} },`;
    return line.length <= width
      ? [line]
      : [`${indent(depth)}labels: {`, ...entries.map(entry => `${indent(depth + 1)}${entry},`), `${indent(depth)}},`];
  };

const metricProperty =
  (key: string, { name, kind, labels, unit, help, buckets }: MetricDeclaration): Property =>
  depth => {
    const properties = [
      ...(help === undefined ? [] : [textProperty('help', help)]),
      ...(unit === undefined ? [] : [textProperty('unit', unit)]),
      ...(Object.keys(labels).length === 0 ? [] : [labelsProperty(labels)]),
      ...(buckets === undefined ? [] : [listProperty('buckets', buckets)]),
    ];
    const call = `${indent(depth)}${propertyName(key)}: ${kind}(${stringLiteral(name)}`;
    if (properties.length === 0) return [`${call}),`];
    const short = properties.flatMap(property => property(0));
    const line = `${call}, { ${short.join(' ').replace(/,$/, '')} }),`;
    return short.length === properties.length && line.length <= width
      ? [line]
      : objectLines(`${call}, {`, properties, depth, '}),');
  };

/** `http_requests_total` as `httpRequestsTotal`; a name without a letter to begin with gets one. */
const camelCase = (name: string): string => {
  const joined = pascalCase(name);
  return /^[A-Z]/.test(joined) ? joined.charAt(0).toLowerCase() + joined.slice(1) : `metric${joined}`;
};

/** A name for each handle: the metric's own in camel case, numbered where two would be the same. */
export const handleNames = (metrics: readonly MetricDeclaration[]): readonly string[] => {
  const taken = new Set<string>();
  return metrics.map(({ name }) => {
    const wanted = camelCase(name);
    let handle = wanted;
    for (let n = 2; taken.has(handle); n += 1) handle = `${wanted}${n}`;
    taken.add(handle);
    return handle;
  });
};

/** A module that exports the metrics, for `metrics` of a service. */
export const printMetrics = (files: readonly string[], metrics: readonly MetricDeclaration[]): string => {
  const names = handleNames(metrics);
  const kinds = [...new Set(metrics.map(({ kind }) => kind))].sort();
  const properties = metrics.map((metric, i) => metricProperty(names[i] ?? metric.name, metric));
  return [
    ...(kinds.length === 0 ? [] : [`import { ${kinds.join(', ')} } from 'sightline';`, '']),
    ...commentLines([`Metrics of ${files.join(', ')}, with as many label values as there were when it was read.`], 0),
    ...commentLines(['Give them to a service: new Service(stack, …, { metrics, … }).'], 0),
    ...(properties.length === 0
      ? ['export const metrics = {};']
      : objectLines('export const metrics = {', properties, 0, '};')),
    '',
  ].join('\n');
};
