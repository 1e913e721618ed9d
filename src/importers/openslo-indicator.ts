import type { SliEntry } from '../catalogue/slo.ts';
import { print } from '../promql/print.ts';
import { type Fields, lower } from './fields.ts';
import type { OpensloObjects } from './openslo-objects.ts';
import { countedIndicator, counterQuery, quotientIndicator, ratioIndicator } from './slo-indicator.ts';
import { readSloQuery, type SloQuery } from './slo-query.ts';
import { isRefusal, type Refusal, type SourceIndicator } from './slo-source.ts';

const product = 'OpenSLO';

type GaugeOperator = Extract<SliEntry, { readonly kind: 'gauge' }>['op'];

const operators: ReadonlyMap<string, GaugeOperator> = new Map([
  ['lte', '<='],
  ['lt', '<'],
  ['gte', '>='],
  ['gt', '>'],
]);

/** The specification of an indicator that is written out or referred to below `fields`; undefined when there is neither. */
export const findIndicator = (fields: Fields, objects: OpensloObjects): Fields | Refusal | undefined => {
  const inline = fields.map('indicator');
  const reference = fields.text('indicatorRef');
  if (inline !== undefined) {
    inline.map('metadata');
    const spec = inline.map('spec');
    inline.leaveOutUnknown(product);
    return spec ?? { reason: 'its `indicator` has no `spec`', place: fields.place('indicator') };
  }
  if (reference === undefined) return undefined;
  return (
    objects.find('SLI', reference)?.map('spec', fields.subject) ?? {
      reason: `there is no SLI \`${reference}\` in the files`,
      hint: 'Name the file that has it as well.',
      place: fields.place('indicatorRef'),
    }
  );
};

/** The indicator of one objective: a ratio, or a value that is held against the objective's bound. */
export const readOpensloIndicator = (
  spec: Fields,
  objective: Fields,
  objects: OpensloObjects,
): SourceIndicator | Refusal => {
  spec.text('description');
  const threshold = spec.map('thresholdMetric');
  const ratio = spec.map('ratioMetric');
  spec.leaveOutUnknown(product);
  if ((threshold === undefined) === (ratio === undefined))
    return { reason: 'its indicator must have either `thresholdMetric` or `ratioMetric`', place: spec.place() };
  if (threshold !== undefined) return readThreshold(threshold, objective, objects);
  objective.leaveOut('value', 'a ratio is held against its target only');
  objective.text('op');
  return ratio === undefined ? { reason: 'its indicator has no `ratioMetric`' } : readRatio(ratio, objects);
};

const readThreshold = (metric: Fields, objective: Fields, objects: OpensloObjects): SourceIndicator | Refusal => {
  const query = sourceQuery(metric, objects);
  metric.leaveOutUnknown(product);
  if (isRefusal(query)) return query;
  const op = operators.get(objective.text('op') ?? '');
  const bound = objective.text('value');
  if (op === undefined) return { reason: 'its `op` must be `lte`, `lt`, `gte` or `gt`', place: objective.place('op') };
  if (bound === undefined || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(bound))
    return { reason: 'its `value` must be a number', place: objective.place('value') };
  if (query.windowed && query.replaced === undefined)
    return { reason: 'the query of a threshold must have ranges of its own, not a template', place: metric.place() };
  return {
    sli: { kind: 'gauge', expr: print(query.written), op, bound: Number(bound) },
    groupBy: [],
    reads: [query.written],
  };
};

const readRatio = (ratio: Fields, objects: OpensloObjects): SourceIndicator | Refusal => {
  const counter = ratio.flag('counter');
  const query = (key: string): SloQuery | Refusal | undefined => {
    const holder = ratio.map(key);
    if (holder === undefined) return undefined;
    const found = sourceQuery(holder, objects);
    holder.leaveOutUnknown(product);
    return found;
  };
  const [good, bad, total, raw] = [query('good'), query('bad'), query('total'), query('raw')];
  const type = ratio.text('rawType');
  ratio.leaveOutUnknown(product);
  if (isRefusal(good)) return good;
  if (isRefusal(bad)) return bad;
  if (isRefusal(total)) return total;
  if (isRefusal(raw)) return raw;
  if (raw !== undefined) return readRaw(ratio, raw, type);
  const part = bad === undefined ? (good === undefined ? undefined : { good }) : { bad };
  if (part === undefined || total === undefined)
    return { reason: 'its `ratioMetric` must have `good` or `bad`, and `total`', place: ratio.place() };
  if (good !== undefined && bad !== undefined) ratio.leaveOut('good', '`bad` and `total` say everything');
  const own = 'bad' in part ? part.bad : part.good;
  const counted =
    counter === false ? { own, total } : { own: counterQuery(own) ?? own, total: counterQuery(total) ?? total };
  for (const [key, { replaced, windowed }] of [
    ['bad' in part ? 'bad' : 'good', counted.own],
    ['total', counted.total],
  ] as const)
    noteRange(ratio, key, replaced, windowed);
  return countedIndicator('bad' in part ? { bad: counted.own } : { good: counted.own }, counted.total);
};

const noteRange = (ratio: Fields, key: string, replaced: string | undefined, windowed: boolean): void => {
  if (replaced !== undefined)
    ratio.note(
      key,
      `The range \`[${replaced}]\` in \`${key}\` of ${lower(ratio.subject)} stands for every window here.`,
    );
  else if (!windowed)
    ratio.note(
      key,
      `\`${key}\` of ${lower(ratio.subject)} is no counter: its mean over each window is taken, so every moment counts the same.`,
    );
};

const readRaw = (ratio: Fields, raw: SloQuery, type: string | undefined): SourceIndicator | Refusal => {
  if (type !== 'success' && type !== 'failure')
    return { reason: 'its `rawType` must be `success` or `failure`', place: ratio.place('rawType') };
  const quotient = quotientIndicator(raw, type === 'failure' ? 'bad' : 'good');
  if (quotient !== undefined) {
    noteRange(ratio, 'raw', raw.replaced, true);
    return quotient;
  }
  ratio.note(
    'raw',
    `${ratio.subject} knows a ratio and no number of events: every moment counts the same, however much was going on.`,
    "Give it the counters of bad and of all events: {kind: 'ratio', bad: …, total: …}.",
  );
  // What was computed before has a range of its own.
  const asWritten: SloQuery = raw.replaced === undefined ? raw : { ...raw, expr: raw.written, windowed: false };
  return ratioIndicator(asWritten, type === 'failure' ? 'bad' : 'good');
};

/** Types of data sources that answer PromQL. */
const promql =
  /^(?:prometheus|thanos|cortex|mimir|victoria ?metrics|amazon ?prometheus|amp|gcm-?prometheus|google ?managed ?prometheus|azure ?prometheus)$/i;

const queryKeys = ['query', 'promql', 'expr'] as const;

/** The PromQL of a metric source. A source of another kind measures something that is not there. */
const sourceQuery = (holder: Fields, objects: OpensloObjects): SloQuery | Refusal => {
  const source = holder.map('metricSource');
  if (source === undefined) return { reason: 'its metric has no `metricSource`', place: holder.place() };
  const reference = source.text('metricSourceRef');
  const data = reference === undefined ? undefined : objects.find('DataSource', reference);
  const type = source.text('type') ?? data?.map('spec')?.text('type');
  const spec = source.map('spec');
  source.leaveOutUnknown(product);
  if (type !== undefined && !promql.test(type))
    return {
      reason: `it is measured by ${type}, and Sightline measures by Prometheus`,
      place: source.place(source.has('type') ? 'type' : 'metricSourceRef'),
    };
  if (type === undefined)
    source.note(
      reference === undefined ? 'spec' : 'metricSourceRef',
      reference === undefined
        ? `A metric of ${lower(holder.subject)} says no type of source and is taken for PromQL.`
        : `A metric of ${lower(holder.subject)} is from the source \`${reference}\`, which is not in the files and is taken for Prometheus.`,
    );
  const key = queryKeys.find(name => spec?.has(name) === true);
  const written = key === undefined ? undefined : spec?.text(key);
  if (spec?.text('queryType')?.toLowerCase() !== 'promql') spec?.leaveOut('queryType', 'queries are PromQL');
  if (!promql.test(spec?.text('source') ?? 'prometheus'))
    spec?.leaveOut('source', 'the Prometheus of the stack is asked');
  spec?.leaveOutUnknown('PromQL');
  if (spec === undefined || key === undefined || written === undefined)
    return { reason: 'its metric has no `query`', place: source.place('spec') };
  const query = readSloQuery(written);
  return isRefusal(query) ? { ...query, place: spec.place(key) } : query;
};
