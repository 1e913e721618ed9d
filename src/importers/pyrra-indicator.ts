import { parseDuration } from '../core/duration.ts';
import { print } from '../promql/print.ts';
import type { Selector } from '../promql/syntax.ts';
import type { Fields } from './fields.ts';
import { quotedList, singleUnit } from './slo-fields.ts';
import { goodSelector, latencyIndicator, nativeLatencyIndicator } from './slo-latency.ts';
import { readSloQuery } from './slo-query.ts';
import { isRefusal, type Refusal, type SourceIndicator } from './slo-source.ts';

const product = 'Pyrra';

/** The indicator of an objective. */
export interface PyrraIndicator {
  readonly measured: SourceIndicator;
  /** The job that the metric of all events is selected by. */
  readonly job: string | undefined;
}

/** The indicator below `spec`. */
export const readPyrraIndicator = (spec: Fields): PyrraIndicator | Refusal => {
  const indicator = spec.map('indicator');
  if (indicator === undefined) return { reason: 'it has no `indicator`' };
  const kinds = Object.entries(readers).flatMap(([key, read]) => {
    const fields = indicator.map(key);
    return fields === undefined ? [] : [{ fields, read }];
  });
  indicator.leaveOutUnknown(product);
  const [only, second] = kinds;
  if (only === undefined || second !== undefined)
    return {
      reason: `its \`indicator\` must have one of ${quotedList(Object.keys(readers))}`,
      place: spec.place('indicator'),
    };
  const grouping = only.fields.texts('grouping');
  const read = only.read(only.fields, [...new Set(grouping)].sort());
  only.fields.leaveOutUnknown(product);
  return read;
};

const readRatio = (ratio: Fields, groupBy: readonly string[]): PyrraIndicator | Refusal => {
  const bad = metricOf(ratio, 'errors');
  const good = metricOf(ratio, 'success');
  const total = metricOf(ratio, 'total');
  for (const metric of [bad, good, total]) if (isRefusal(metric)) return metric;
  if (isRefusal(bad) || isRefusal(good) || isRefusal(total)) return { reason: 'its metrics cannot be read' };
  const given = (sli: SourceIndicator['sli'], reads: readonly Selector[]): PyrraIndicator => ({
    measured: { sli, groupBy, reads },
    job: jobOf(reads.at(-1)),
  });
  if (total !== undefined && bad !== undefined)
    return given({ kind: 'ratio', bad: print(bad), total: print(total) }, [bad, total]);
  if (total !== undefined && good !== undefined)
    return given({ kind: 'ratioGood', good: print(good), total: print(total) }, [good, total]);
  if (bad === undefined || good === undefined)
    return { reason: 'its `ratio` must have two of `errors`, `success` and `total`', place: ratio.place() };
  const by = groupBy.length === 0 ? '' : ` by (${groupBy.join(', ')}) `;
  const rate = (selector: Selector): string => `sum${by}(rate(${print(selector)}[$window]))`;
  // A counter that has not counted yet is not there: then the other one is all there is.
  const all = `${rate(bad)} + ${rate(good)} or ${rate(bad)} or ${rate(good)}`;
  return given({ kind: 'raw', errors: rate(bad), total: all }, [bad, good]);
};

const readLatency = (latency: Fields, groupBy: readonly string[]): PyrraIndicator | Refusal => {
  const good = metricOf(latency, 'success');
  const total = metricOf(latency, 'total');
  if (isRefusal(good)) return good;
  if (isRefusal(total)) return total;
  if (good === undefined || total === undefined) return { reason: 'its `latency` must have `success` and `total`' };
  const measured = latencyIndicator(good, total, groupBy) ?? {
    sli: { kind: 'ratioGood', good: print(goodSelector(good)), total: print(total) },
    groupBy,
    reads: [good, total],
  };
  return { measured, job: jobOf(total) };
};

const readNative = (native: Fields, groupBy: readonly string[]): PyrraIndicator | Refusal => {
  const total = metricOf(native, 'total');
  const written = native.text('latency');
  const limit = written === undefined ? undefined : parseDuration(written);
  if (isRefusal(total)) return total;
  if (total?.name === undefined) return { reason: 'its `latencyNative` must have the `total` of a named histogram' };
  if (limit === undefined || limit === 0)
    return { reason: '`latency` must be a duration such as 200ms', place: native.place('latency') };
  native.note(
    'total',
    `${native.subject} reads the native histogram \`${total.name}\`, of which nothing else is known here.`,
    `Declare it on the service, nativeHistogram('${total.name}'), and scrape it: scrape: {nativeHistograms: {keepClassic: true}}.`,
  );
  return {
    measured: nativeLatencyIndicator({ ...total, name: total.name }, singleUnit(limit), groupBy),
    job: jobOf(total),
  };
};

const readBool = (gauge: Fields, groupBy: readonly string[]): PyrraIndicator | Refusal => {
  const metric = selectorOf(gauge, 'metric');
  if (isRefusal(metric)) return metric;
  if (metric === undefined) return { reason: 'its `bool_gauge` must have a `metric`', place: gauge.place() };
  return {
    measured: {
      sli: { kind: 'gauge', expr: print(metric), op: '==', bound: 1 },
      groupBy,
      reads: [metric],
    },
    job: jobOf(metric),
  };
};

const readers: Readonly<Record<string, (fields: Fields, groupBy: readonly string[]) => PyrraIndicator | Refusal>> = {
  ratio: readRatio,
  latency: readLatency,
  latencyNative: readNative,
  bool_gauge: readBool,
};

const metricOf = (fields: Fields, key: string): Selector | Refusal | undefined => {
  const query = fields.map(key);
  const metric = query === undefined ? undefined : selectorOf(query, 'metric');
  query?.leaveOutUnknown(product);
  return metric;
};

/** Pyrra takes selectors only: it puts the rates around them itself. */
const selectorOf = (fields: Fields, key: string): Selector | Refusal | undefined => {
  const written = fields.text(key);
  if (written === undefined) return undefined;
  const query = readSloQuery(written);
  if (isRefusal(query)) return { ...query, place: fields.place(key) };
  const { expr } = query;
  return expr.kind === 'selector' && expr.offset === undefined && expr.at === undefined
    ? expr
    : { reason: `\`${key}\` must be a metric with its matchers, without a function`, place: fields.place(key) };
};

const jobOf = (selector: Selector | undefined): string | undefined =>
  selector?.matchers.find(({ label, op, value }) => label === 'job' && op === '=' && value !== '')?.value;
