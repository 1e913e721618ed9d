import type { Plan } from '../ir/plan.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import { type Environment, type Inference, infer, withRuleLabels } from '../promql/infer.ts';
import { eitherLabels } from '../promql/label-set.ts';
import { type MetricDeclaration, targetLabelNames } from '../promql/metric.ts';
import type { ParseResult } from '../promql/parse.ts';
import { labelsPinned } from '../promql/pinned-labels.ts';
import type { Expr } from '../promql/syntax.ts';
import { joinDeclarations } from './declarations.ts';
import { exposureInterval } from './exposure-interval.ts';
import { labelsNamed, servicesAgreed } from './selected.ts';
import { exposedBy, recordedFor, type SeriesIndex } from './series-index.ts';

/** Infers an expression against everything that the stack produces. */
export type Infer = (expr: Expr) => Inference;

/** Nothing is known of such a series but that it exists. */
const open = (name: string): Inference => ({
  type: 'vector',
  labels: {
    known: new Map(),
    rest: { presence: 'maybe', reason: { why: 'unknownMetric', metric: name, from: 0, to: 0 } },
  },
  occurrence: 'withData',
  compares: false,
  canBeZero: true,
  shape: 'other',
  series: undefined,
  uses: [],
  sources: new Set([name]),
  findings: [],
  cost: { series: undefined, samples: undefined },
});

/** What holds for a series that comes from one rule or from the other. */
const either = (left: Inference, right: Inference): Inference => {
  const { nan: leftNan, ...rest } = left;
  const nan = leftNan ?? right.nan;
  return {
    ...rest,
    labels: eitherLabels(left.labels, right.labels),
    occurrence: left.occurrence === right.occurrence ? left.occurrence : 'filtered',
    compares: left.compares && right.compares,
    ...(nan === undefined ? {} : { nan }),
    canBeZero: left.canBeZero || right.canBeZero,
    shape: left.shape === right.shape ? left.shape : 'other',
    series: left.series === undefined || right.series === undefined ? undefined : left.series + right.series,
    sources: new Set([...left.sources, ...right.sources]),
  };
};

/** Rules that read rules: a longer chain is followed no further, and what lies beyond is taken for anything. */
const deepest = 100;

/** Series of a scrape itself that carry whatever labels their job adds. */
const ofScrape = /^(?:up|scrape_[a-z_]+)$/;

/**
 * The inference of a whole stack. A selector that names a service sees the metrics of that service; a series that
 * several rules record is what one or the other of them gives; a metric that services disagree about, or that is declared
 * elsewhere, can be anything. Every rule is inferred once.
 */
export const inferWith = (
  model: Model,
  plan: Plan,
  index: SeriesIndex,
  parsed: (text: string) => ParseResult,
): Infer => {
  const intervalOf = exposureInterval(model, plan, index);
  const kept = new Set([...plan.jobs.flatMap(({ keep }) => keep), ...plan.probes.flatMap(() => ['probe', 'class'])]);
  const rules = new Map<RecordingRule, Inference>();
  const environments = new Map<string, Environment>();

  let depth = 0;
  /** Rules under way, with how deep they are. */
  const underWay = new Map<RecordingRule, number>();
  /** The least deep of the rules under way that somebody has asked for; what is found until it is known is provisional. */
  let asked = Number.POSITIVE_INFINITY;

  const inferRule = (rule: RecordingRule): Inference => {
    const known = rules.get(rule);
    if (known !== undefined) return known;
    const above = underWay.get(rule);
    // A rule that reads itself, directly or not, adds nothing to what is known of it.
    if (above !== undefined) asked = Math.min(asked, above);
    if (above !== undefined || depth >= deepest) return open(rule.record);
    depth += 1;
    const own = depth;
    underWay.set(rule, own);
    const before = asked;
    asked = Number.POSITIVE_INFINITY;
    const { expr } = parsed(rule.expr);
    const inference = withRuleLabels(expr === undefined ? open(rule.record) : inferOne(expr), rule.record, rule.labels);
    underWay.delete(rule);
    depth -= 1;
    // In the middle of a circle not everything was known: whoever asks again is told anew.
    if (asked >= own) rules.set(rule, inference);
    asked = Math.min(before, asked >= own ? Number.POSITIVE_INFINITY : asked);
    return inference;
  };

  const recordOf = (
    name: string,
    service: string | undefined,
    pinned: ReadonlyMap<string, string>,
    keeps: boolean,
  ): Inference | undefined => {
    const own = recordedFor(index, name, service, pinned);
    const [first, ...more] = (own.length > 0 ? own : recordedFor(index, name, undefined)).map(inferRule);
    if (first !== undefined) return more.reduce(either, first);
    return keeps && ofScrape.test(name) ? open(name) : undefined;
  };

  const metricsOf = (name: string, service: string | undefined) => {
    const own = exposedBy(index, name, service);
    return own.length > 0 ? own : exposedBy(index, name, undefined);
  };

  const environmentOf = (
    service: string | undefined,
    pinned: ReadonlyMap<string, string>,
    keeps: boolean,
  ): Environment => {
    const key = `${keeps} ${service ?? ''} ${pinned.get('slo') ?? ''} ${pinned.get('probe') ?? ''}`;
    const known = environments.get(key);
    if (known !== undefined) return known;
    const declarations = new Map<string, MetricDeclaration | undefined>();
    const records = new Map<string, Inference | undefined>();
    const environment: Environment = {
      metric: name => {
        if (!declarations.has(name)) declarations.set(name, joinDeclarations(metricsOf(name, service)));
        return declarations.get(name);
      },
      record: name => {
        // A name that many rules record is put together once, not for each who reads it.
        if (records.has(name)) return records.get(name);
        const found = recordOf(name, service, pinned, keeps);
        if (asked === Number.POSITIVE_INFINITY) records.set(name, found);
        return found;
      },
      targetLabels: targetLabelNames,
      scrapeInterval: intervalOf(undefined, service) ?? 15_000,
    };
    environments.set(key, environment);
    return environment;
  };

  const inferOne: Infer = expr => {
    const keeps = [...labelsNamed(expr)].some(label => kept.has(label));
    return infer(expr, environmentOf(servicesAgreed(expr), labelsPinned(expr), keeps));
  };
  return inferOne;
};
