import { parseDuration } from '../core/duration.ts';
import type { Plan } from '../ir/plan.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import { builtinSeries } from '../promql/builtin-series.ts';
import type { SeriesUse } from '../promql/inference.ts';
import { valueCount } from '../promql/label-set.ts';
import { hasVariable } from '../promql/names.ts';
import { alternatives } from '../promql/regex-values.ts';
import { type DeclaredSeries, seriesOfDeclaration } from '../promql/series-of-declaration.ts';
import type { Matcher } from '../promql/syntax.ts';
import { admits } from './exclusive-matchers.ts';
import type { Facts } from './facts.ts';
import type { JobExposure } from './job-exposures.ts';
import { selectedService } from './selected.ts';
import { recordedFor } from './series-index.ts';
import { canSelect } from './used-series.ts';

/** How many series a selector selects, and how densely they have samples. */
export interface SelectorLoad {
  readonly name: string;
  /** Series: at least so many, since a label of unknown size counts as one value. */
  readonly series: number;
  /** Samples per second of all of them together. */
  readonly perSecond: number;
  /** What multiplies: `3 targets`, `handler 40`, the largest first. */
  readonly factors: readonly string[];
}

interface Factor {
  readonly name: string;
  readonly count: number;
}

interface LabelSize {
  readonly values?: readonly string[] | undefined;
  readonly cardinality?: number | 'unbounded' | undefined;
}

/** How many values of a label the matchers leave. A variable of the page can stand for all of them. */
const selectedValues = (label: string, { values, cardinality }: LabelSize, matchers: readonly Matcher[]): number => {
  const own = matchers.filter(matcher => matcher.label === label && !hasVariable(matcher.value));
  if (own.some(({ op }) => op === '=')) return 1;
  const left = values?.filter(value => own.every(matcher => admits(matcher, value) !== false)).length;
  const size = left ?? (typeof cardinality === 'number' ? cardinality : 1);
  const listed = own.flatMap(({ op, value }) => (op === '=~' ? (alternatives(value)?.length ?? []) : []));
  return Math.max(1, Math.min(size, ...listed));
};

const loadOf = (name: string, factors: readonly Factor[], interval: string): SelectorLoad => {
  const series = factors.reduce((product, { count }) => product * count, 1);
  return {
    name,
    series,
    perSecond: series / Math.max(1, (parseDuration(interval) ?? 15_000) / 1_000),
    factors: factors
      .filter(({ count }) => count > 1)
      .toSorted((a, b) => b.count - a.count)
      .map(factor => `${factor.name} ${factor.count}`),
  };
};

/** Targets that a selector can mean; one address is one target. */
const targetsOf = (count: number, matchers: readonly Matcher[]): Factor => ({
  name: 'targets',
  count: selectedValues('instance', { cardinality: count }, matchers),
});

/** A job with the series that its targets expose, by name. */
interface ExposedSeries extends JobExposure {
  readonly named: ReadonlyMap<string, DeclaredSeries>;
}

const withNames = (exposure: JobExposure): ExposedSeries => ({
  ...exposure,
  named: new Map(exposure.metrics.flatMap(metric => seriesOfDeclaration(metric).map(series => [series.name, series]))),
});

const exposed = (
  name: string,
  { matchers }: SeriesUse,
  { job, targets, named }: ExposedSeries,
): readonly SelectorLoad[] => {
  const series = named.get(name);
  if (series === undefined) return [];
  const labels = Object.entries({ ...series.declaration.labels, ...series.extra });
  const sizes = labels.map(([label, size]) => ({ name: `\`${label}\``, count: selectedValues(label, size, matchers) }));
  return [loadOf(name, [targetsOf(targets, matchers), ...sizes], job.interval)];
};

/** The loads of the series that a selector reads; what nobody declared counts as nothing. */
export type LoadsOf = (use: SeriesUse) => readonly SelectorLoad[];

/** Estimates selectors from what the stack declares: targets, label values, buckets, recording rules, probes. */
export const selectorLoads = (plan: Plan, { exposures, expressions, series }: Facts): LoadsOf => {
  const rules = new Map(expressions.flatMap(expression => (expression.rule ? [[expression.rule, expression]] : [])));
  const scraped = exposures.map(withNames);
  const targetsOfService = (service: string | undefined): number =>
    exposures
      .filter(({ job }) => service === undefined || job.labels['service'] === service)
      .reduce((sum, { targets }) => sum + targets, 0);

  const recorded = (name: string, rule: RecordingRule, { matchers }: SeriesUse): SelectorLoad => {
    const expression = rules.get(rule);
    const factors = [...(expression?.inference?.labels.known ?? [])].flatMap(([label, fact]): readonly Factor[] => {
      if (label === '__name__' || fact.presence === 'never') return [];
      if (label === 'instance') return [targetsOf(Math.max(1, targetsOfService(rule.labels['service'])), matchers)];
      const cardinality = valueCount(fact);
      const size = cardinality === undefined || !Number.isFinite(cardinality) ? {} : { cardinality };
      return [{ name: `\`${label}\``, count: selectedValues(label, { values: fact.values, ...size }, matchers) }];
    });
    return loadOf(name, factors, expression?.group?.interval ?? '1m');
  };

  const probed = (use: SeriesUse): readonly SelectorLoad[] => {
    const probes = plan.probes.filter(({ id, service }) =>
      use.matchers.every(matcher =>
        matcher.label === 'probe'
          ? admits(matcher, id) !== false
          : matcher.label !== 'service' || admits(matcher, service) !== false,
      ),
    );
    const [first] = probes;
    return first === undefined || use.name === undefined
      ? []
      : [loadOf(use.name, [{ name: 'probes', count: probes.length }], first.interval)];
  };

  return use => {
    const { name } = use;
    if (name === undefined || hasVariable(name)) return [];
    const service = selectedService(use.matchers);
    if (use.source === 'record') {
      const pinned = new Map(use.matchers.flatMap(({ label, op, value }) => (op === '=' ? [[label, value]] : [])));
      return recordedFor(series, name, service, pinned).map(rule => recorded(name, rule, use));
    }
    // Alerts have series while they fire: few, and nobody knows how many.
    if (use.source === 'builtin' && builtinSeries(name)?.closed !== true) return [];
    const jobs = scraped.filter(({ job }) => canSelect(use, job));
    if (use.source === 'builtin')
      return jobs.map(({ job, targets }) => loadOf(name, [targetsOf(targets, use.matchers)], job.interval));
    const loads = jobs.flatMap(exposure => exposed(name, use, exposure));
    return loads.length > 0 ? loads : name.startsWith('probe_') ? probed(use) : [];
  };
};
