import { hasVariable } from '../promql/names.ts';
import type { Expr, Matcher } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** The one service that matchers ask for, if they name one and not through a dashboard variable. */
export const selectedService = (matchers: readonly Matcher[]): string | undefined => {
  const matcher = matchers.find(({ label, op }) => label === 'service' && op === '=');
  return matcher === undefined || matcher.value === '' || hasVariable(matcher.value) ? undefined : matcher.value;
};

/** The one service that all selectors of an expression that name a service agree on. */
export const servicesAgreed = (expr: Expr): string | undefined => {
  const services = new Set<string>();
  walk(expr, node => {
    const service = node.kind === 'selector' ? selectedService(node.matchers) : undefined;
    if (service !== undefined) services.add(service);
  });
  const [service, ...others] = services;
  return others.length === 0 ? service : undefined;
};

/** Every label that an expression names: in matchers, groupings and matchings. */
export const labelsNamed = (expr: Expr): ReadonlySet<string> => {
  const labels = new Set<string>();
  walk(expr, node => {
    if (node.kind === 'selector') for (const { label } of node.matchers) labels.add(label);
    if (node.kind === 'aggregate') for (const label of node.grouping?.labels ?? []) labels.add(label);
    if (node.kind === 'binary') for (const label of node.matching?.labels ?? []) labels.add(label);
  });
  return labels;
};
