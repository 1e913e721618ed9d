import type { Labels } from '../ir/rule-group.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { alternatives, toJavaScript } from '../promql/regex-values.ts';
import { seriesOfDeclaration } from '../promql/series-of-declaration.ts';
import type { Expr, Matcher } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** What a series counts or shows; it decides how events change it. */
export type Part =
  | { readonly kind: 'gauge' }
  /** Requests that end well, or fail, or of both kinds; `share` of them all have these labels. */
  | { readonly kind: 'count'; readonly outcome: 'good' | 'bad' | 'any'; readonly share: number }
  /** Requests that took no longer than `le` seconds. */
  | { readonly kind: 'bucket'; readonly le: number; readonly of: Part }
  | { readonly kind: 'sum'; readonly of: Part };

/** One series of a target: its labels without those of the target. */
export interface SyntheticSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly part: Part;
}

/** What expressions ask of a label of a name. */
export type AskedValues = (name: string, label: string) => readonly string[];

const samplesOfPatterns = ['200', '404', '500', '503', 'GET', 'POST', 'error', 'success', '/', '/api'] as const;

const valuesOf = ({ op, value }: Matcher): readonly string[] => {
  if (op === '=' || op === '!=') return value === '' ? [] : [value];
  const listed = alternatives(value);
  if (listed !== undefined) return listed.filter(text => text !== '');
  const pattern = toJavaScript(value);
  return pattern === undefined ? [] : samplesOfPatterns.filter(text => pattern.test(text)).slice(0, 1);
};

/** Names that expressions read, and the values of labels that they tell apart. */
export const asked = (
  exprs: readonly Expr[],
): { readonly names: ReadonlySet<string>; readonly values: AskedValues } => {
  const names = new Set<string>();
  const values = new Map<string, Set<string>>();
  for (const expr of exprs)
    walk(expr, node => {
      if (node.kind !== 'selector' || node.name === undefined) return;
      names.add(node.name);
      for (const matcher of node.matchers) {
        const key = `${node.name} ${matcher.label}`;
        const found = values.get(key) ?? new Set<string>();
        for (const value of valuesOf(matcher)) found.add(value);
        values.set(key, found);
      }
    });
  return { names, values: (name, label) => [...(values.get(`${name} ${label}`) ?? [])] };
};

/** Most label combinations of one metric on one target. */
const most = 64;

const isOutcome = /^(status|code|status_code|http_status|response_code|outcome|result)$/;
const isBad = /^5|err|fail|timeout|reject|abort|dead/i;
const countsFailures = /error|fail|exception|reject|drop|abort|timeout|deadlock|restart|retr|evict|refused/;

const combinations = (
  dimensions: readonly (readonly [label: string, values: readonly string[]])[],
): readonly Labels[] => {
  let found: readonly Labels[] = [{}];
  for (const [label, values] of dimensions)
    found = found.flatMap(labels => values.map(value => ({ ...labels, [label]: value }))).slice(0, most);
  return found;
};

/** Bounds of a histogram that nobody declared: those of the client libraries. */
const usualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** The series of a metric on a target, as far as expressions read them. A native histogram has none: nobody evaluates it. */
export const seriesOf = (
  declaration: MetricDeclaration,
  target: Labels,
  names: ReadonlySet<string>,
  values: AskedValues,
): readonly SyntheticSeries[] => {
  const wanted = seriesOfDeclaration(declaration).filter(
    ({ name, shape }) => names.has(name) && shape !== 'distribution',
  );
  if (wanted.length === 0) return [];
  const dimensions = Object.entries(declaration.labels).flatMap(([label, { values: declared }]) => {
    if (target[label] !== undefined) return [];
    if (declared !== undefined && declared.length > 0) return [[label, declared] as const];
    const known = [...new Set(wanted.flatMap(({ name }) => values(name, label)))];
    const usual = isOutcome.test(label) ? ['200', '500'] : ['other'];
    return [[label, [...new Set([...known, ...usual])]] as const];
  });
  const outcome = dimensions.find(([, all]) => all.some(value => isBad.test(value)));
  const all = combinations(dimensions);
  const failed = (labels: Labels): boolean => outcome !== undefined && isBad.test(labels[outcome[0]] ?? '');
  const bad = all.filter(failed).length;
  const countOf = (labels: Labels): Part => {
    if (outcome === undefined)
      return countsFailures.test(declaration.name)
        ? { kind: 'count', outcome: 'bad', share: 1 / all.length }
        : { kind: 'count', outcome: 'any', share: 1 };
    return failed(labels)
      ? { kind: 'count', outcome: 'bad', share: 1 / bad }
      : { kind: 'count', outcome: 'good', share: 1 / Math.max(1, all.length - bad) };
  };
  return wanted.flatMap(({ name, shape }) =>
    all.flatMap((labels): readonly SyntheticSeries[] => {
      const of = countOf(labels);
      switch (shape) {
        case 'buckets': {
          const bounds = [...(declaration.buckets ?? usualBounds), Number.POSITIVE_INFINITY];
          return bounds.map(le => ({
            name,
            labels: { ...labels, le: le === Number.POSITIVE_INFINITY ? '+Inf' : String(le) },
            part: { kind: 'bucket', le, of },
          }));
        }
        case 'counter':
          return [
            { name, labels, part: name.endsWith('_sum') && name !== declaration.name ? { kind: 'sum', of } : of },
          ];
        case 'quantiles':
          return ['0.5', '0.9', '0.99'].map(quantile => ({
            name,
            labels: { ...labels, quantile },
            part: { kind: 'gauge' },
          }));
        default:
          return [{ name, labels, part: { kind: 'gauge' } }];
      }
    }),
  );
};
