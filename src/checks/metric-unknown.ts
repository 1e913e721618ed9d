import type { KnownSeries } from '../analysis/metric-index.ts';
import { suggest } from '../core/names.ts';
import type { Selector } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { selectedName, selectedService } from './selector.ts';

/** A rule or panel uses a series that nothing in the stack produces. */
export const metricUnknown = defineCheck({
  code: 'METRIC-UNKNOWN',
  severity: 'error',
  why: 'An expression on a series that nobody produces is always empty: the alert never fires, the panel looks healthy.',
  run: subject =>
    subject.facts.expressions.flatMap(({ parsed, path, where }) => {
      const found: Finding[] = [];
      if (parsed.expr !== undefined)
        walk(parsed.expr, node => {
          if (node.kind !== 'selector') return;
          const message = mistake(node, subject);
          if (message !== undefined)
            found.push({
              path,
              message: `The ${where} ${message.text}`,
              ...(message.hint === undefined ? {} : { hint: message.hint }),
            });
        });
      return found;
    }),
});

const mistake = (
  selector: Selector,
  { facts, model }: Subject,
): { readonly text: string; readonly hint: string | undefined } | undefined => {
  const name = selectedName(selector);
  if (name === undefined || facts.metrics.isExternal(name)) return undefined;
  const known = facts.metrics.byName.get(name);
  const service = selectedService(selector);
  if (known === undefined)
    return {
      text: `uses the metric \`${name}\`, which nothing in the stack exposes or records.`,
      hint: suggestMetric(name, service, facts.metrics.byName),
    };
  if (service === undefined || !model.services.some(({ id }) => id === service)) return undefined;
  return known.some(series => series.service === undefined || series.service === service)
    ? undefined
    : {
        text: `uses the metric \`${name}\` of the service \`${service}\`, which does not expose it.`,
        hint: suggestMetric(name, service, facts.metrics.byName),
      };
};

const suggestMetric = (
  name: string,
  service: string | undefined,
  byName: ReadonlyMap<string, readonly KnownSeries[]>,
): string => {
  const candidates = [...byName]
    .filter(([, known]) => service === undefined || known.some(series => series.service === service))
    .map(([candidate]) => candidate);
  const close = suggest(name, candidates);
  return close?.startsWith('Did') === true
    ? close
    : 'Declare it on the service that exposes it, or as `external` when an exporter outside of the stack does.';
};
