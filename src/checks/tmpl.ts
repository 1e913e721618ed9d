import type { PlannedExpression } from '../analysis/expressions.ts';
import { externalLabels } from '../analysis/external-labels.ts';
import { readTemplate } from '../analysis/template.ts';
import { suggest } from '../core/names.ts';
import { labelFact, possibleLabels } from '../promql/label-set.ts';
import { explain } from '../promql/reason.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** A template of an alert that shows nothing, or cannot be expanded. */
export const tmpl = defineCheck({
  code: 'TMPL',
  severity: 'error',
  why: 'A template that names a label which the expression drops shows an empty place, and one with a mistake shows an error instead of the text, to the person just woken.',
  run: inEveryExpression((expression, { model }) => {
    const { rule } = expression;
    if (rule?.kind !== 'alert') return [];
    const external = externalLabels(model);
    return [
      ...Object.entries(rule.annotations).flatMap(([name, text]) =>
        inText(expression, external, `annotation \`${name}\``, text),
      ),
      ...Object.entries(rule.labels).flatMap(([name, text]) => [
        ...inText(expression, external, `label \`${name}\``, text),
        ...valueInLabel(expression, name, text),
      ]),
    ];
  }),
});

const inText = (
  { path, where, inference }: PlannedExpression,
  external: readonly string[],
  what: string,
  text: string,
): readonly Finding[] => {
  const use = readTemplate(text);
  const subject = `The ${what} of the ${where}`;
  const found: Finding[] = use.mistakes.map(mistake => ({
    path,
    message: `${subject} ${mistake}.`,
    hint: 'Write it as `{{ $labels.instance }}` or `{{ $value | humanize }}`; every `if`, `range` and `with` needs its `{{ end }}`.',
  }));
  for (const label of use.externalLabels)
    if (!external.includes(label))
      found.push({
        path,
        message: `${subject} shows the external label \`${label}\`, which no server of the stack has.`,
        hint: suggest(label, external) ?? 'Take it away.',
      });
  if (inference === undefined) return found;
  for (const label of use.labels) {
    const fact = labelFact(inference.labels, label);
    if (fact.presence !== 'never') continue;
    found.push({
      path,
      message: `${subject} shows the label \`${label}\`, which is not there. ${explain(label, fact.reason)}`,
      hint:
        suggest(label, possibleLabels(inference.labels) ?? []) ??
        `Keep \`${label}\` in the expression, or write the text itself: labels that the rule sets cannot be shown.`,
    });
  }
  return found;
};

const valueInLabel = ({ path, where }: PlannedExpression, name: string, text: string): readonly Finding[] =>
  readTemplate(text).readsValue
    ? [
        {
          path,
          message: `The label \`${name}\` of the ${where} contains the value, so that every evaluation makes another alert.`,
          hint: 'Show the value in the description.',
        },
      ]
    : [];
