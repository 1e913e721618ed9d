import type { KnownSeries } from '../analysis/metric-index.ts';
import { suggest } from '../core/names.ts';
import type { Matcher, Selector } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { hasVariable, selectedName, selectedService } from './selector.ts';

/** A matcher asks for a label, or a value, that the series never has. */
export const labelUnknown = defineCheck({
  code: 'LABEL-UNKNOWN',
  severity: 'error',
  why: 'A matcher on a label that the series lacks selects nothing, or everything.',
  run: subject =>
    subject.facts.expressions.flatMap(({ parsed, path, where }) => {
      const found: Finding[] = [];
      if (parsed.expr !== undefined)
        walk(parsed.expr, node => {
          if (node.kind === 'selector')
            found.push(
              ...mistakes(node, subject).map(finding => ({
                path,
                ...finding,
                message: `The ${where} ${finding.message}`,
              })),
            );
        });
      return found;
    }),
});

const mistakes = (selector: Selector, { facts }: Subject): readonly Omit<Finding, 'path'>[] => {
  const name = selectedName(selector);
  const service = selectedService(selector);
  if (name === undefined || facts.metrics.isExternal(name)) return [];
  const known = (facts.metrics.byName.get(name) ?? []).filter(
    series => service === undefined || series.service === undefined || series.service === service,
  );
  if (known.length === 0) return [];
  return selector.matchers.flatMap(matcher => (matcher.label === '__name__' ? [] : mistake(name, matcher, known)));
};

const mistake = (name: string, matcher: Matcher, known: readonly KnownSeries[]): readonly Omit<Finding, 'path'>[] => {
  const { label, op, value } = matcher;
  const having = known.filter(series => series.labels[label] !== undefined || series.open);
  if (having.length === 0) {
    const hint = suggest(label, [...new Set(known.flatMap(series => Object.keys(series.labels)))].sort());
    return [
      {
        message: `matches on the label \`${label}\`, which \`${name}\` does not have.`,
        ...(hint === undefined ? {} : { hint }),
      },
    ];
  }
  if (op !== '=' || value === '' || hasVariable(value)) return [];
  if (having.some(series => series.labels[label]?.values === undefined)) return [];
  const declared = having.flatMap(series => series.labels[label]?.values ?? []);
  if (declared.includes(value)) return [];
  const hint = suggest(value, declared);
  return [
    { message: `asks for ${label}="${value}", which \`${name}\` never has.`, ...(hint === undefined ? {} : { hint }) },
  ];
};
