import { joinDeclarations } from '../analysis/declarations.ts';
import type { Facts } from '../analysis/facts.ts';
import { selectedService } from '../analysis/selected.ts';
import { exposedBy, recordedFor } from '../analysis/series-index.ts';
import type { Labels, RecordingRule, Rule } from '../ir/rule-group.ts';
import { builtinSeries } from '../promql/builtin-series.ts';
import { sureLabels } from '../promql/label-set.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { findSeries } from '../promql/series-of-declaration.ts';
import type { Matcher } from '../promql/syntax.ts';

/** What is known of the series of a name, as far as a test needs it. */
export interface KnownSeries {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Name without the suffix of a histogram's series. */
  readonly base: string;
  /** Labels that it can have, with their values where these are declared; undefined when it can have any. */
  readonly labels: ReadonlyMap<string, readonly string[] | undefined> | undefined;
  /** Labels that it surely has, and their value where that is fixed. */
  readonly fixed: Labels;
  readonly bounds: readonly number[];
  /** The rules that record it. */
  readonly records: readonly RecordingRule[];
  /** Whether it is scraped, and so carries the labels of a target. */
  readonly scraped: boolean;
}

/** Finds what is known of a name as a selector asks for it; a text says why nothing can be made of it. */
export type Lookup = (name: string, matchers: readonly Matcher[]) => KnownSeries | string;

/** Bounds of a histogram that nobody declared: those of the client libraries. */
const usualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

const isLabelled = (rule: Rule, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ label, op, value }) => {
    const own = rule.labels[label];
    return own === undefined || op !== '=' || own === value;
  });

/** Looks series up in everything that the stack produces. */
export const lookupIn = (facts: Facts): Lookup => {
  const inferences = new Map(facts.expressions.map(({ rule, inference }) => [rule, inference] as const));
  const index = facts.series;
  return (name, matchers) => {
    const service = selectedService(matchers);
    const pinned = new Map(matchers.filter(({ op }) => op === '=').map(({ label, value }) => [label, value]));
    const own = recordedFor(index, name, service, pinned);
    const records = (own.length > 0 ? own : recordedFor(index, name, undefined)).filter(rule =>
      isLabelled(rule, matchers),
    );
    const [rule] = records;
    if (rule !== undefined) {
      const labels = inferences.get(rule)?.labels;
      const sure = labels === undefined ? [] : sureLabels(labels);
      const known = new Map<string, readonly string[] | undefined>();
      for (const label of sure) known.set(label, labels?.known.get(label)?.values);
      return {
        kind: 'gauge',
        base: name,
        labels: labels?.rest.presence === 'never' ? known : undefined,
        fixed: { ...Object.fromEntries(sure.map(label => [label, ''])), ...rule.labels },
        bounds: [],
        records,
        scraped: false,
      };
    }
    const target = new Map<string, readonly string[] | undefined>(targetLabelNames.map(label => [label, undefined]));
    const builtin = builtinSeries(name);
    if (builtin !== undefined) {
      if (!builtin.closed) return `\`${name}\` is made by Prometheus from other alerts`;
      return { kind: 'gauge', base: name, labels: undefined, fixed: {}, bounds: [], records: [], scraped: true };
    }
    const series = findSeries(name, base => {
      const exposed = exposedBy(index, base, service);
      return joinDeclarations(exposed.length > 0 ? exposed : exposedBy(index, base, undefined));
    });
    if (series === undefined)
      return {
        kind: /_(?:total|count|sum)$/.test(name) ? 'counter' : 'gauge',
        base: name,
        labels: undefined,
        fixed: {},
        bounds: [],
        records: [],
        scraped: true,
      };
    const { declaration, shape } = series;
    if (shape === 'distribution') return `\`${name}\` is a native histogram`;
    const ofMetric = exposedBy(index, declaration.name, service);
    const services = new Set(ofMetric.map(exposed => exposed.service));
    const [only] = services;
    const labels = new Map(target);
    for (const [label, { values }] of Object.entries(declaration.labels)) labels.set(label, values);
    for (const [label, { values }] of Object.entries(series.extra)) labels.set(label, values);
    return {
      kind: declaration.kind === 'histogram' ? 'histogram' : shape === 'counter' ? 'counter' : 'gauge',
      base: declaration.kind === 'histogram' ? declaration.name : name,
      labels,
      fixed: services.size === 1 && only !== undefined ? { service: only } : {},
      bounds: declaration.buckets ?? (declaration.kind === 'histogram' ? usualBounds : []),
      records: [],
      scraped: true,
    };
  };
};
