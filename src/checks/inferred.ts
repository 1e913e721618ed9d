import type { PlannedExpression } from '../analysis/expressions.ts';
import type { FindingKind, Finding as Inferred } from '../promql/inference.ts';
import type { PromqlProblemKind } from '../promql/problem.ts';
import type { Finding, Subject } from './check.ts';

/** Several nodes of one expression can say the same thing. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map(finding => [finding.message, finding])).values(),
];

/** The findings of every expression of the plan. */
export const inEveryExpression =
  (find: (expression: PlannedExpression, subject: Subject) => readonly Finding[]) =>
  (subject: Subject): readonly Finding[] =>
    subject.facts.expressions.flatMap(expression => distinct(find(expression, subject)));

/** What the inference found, in the words of the program. */
export const fromInference = ({ path, where }: PlannedExpression, { message, hint }: Inferred): Finding => ({
  path,
  message: `In the ${where}: ${message}`,
  hint,
});

/** What the inference found of some kinds. */
export const inferred = (...kinds: readonly FindingKind[]): ((expression: PlannedExpression) => readonly Finding[]) => {
  const wanted = new Set<FindingKind>(kinds);
  return expression =>
    (expression.inference?.findings ?? [])
      .filter(({ kind }) => wanted.has(kind))
      .map(finding => fromInference(expression, finding));
};

/** What the parser found of some kinds. */
export const refused = (
  ...kinds: readonly PromqlProblemKind[]
): ((expression: PlannedExpression) => readonly Finding[]) => {
  const wanted = new Set<PromqlProblemKind>(kinds);
  return ({ parsed, path, where, text }) =>
    parsed.problems
      .filter(({ kind }) => wanted.has(kind))
      .map(({ message, hint, from, to }) => ({
        path,
        message: `The ${where} has an expression that Prometheus refuses: ${message} At \`${excerpt(text, from, to)}\`.`,
        ...(hint === undefined ? {} : { hint }),
      }));
};

/** The place of a problem with what stands around it. */
const excerpt = (text: string, from: number, to: number): string => {
  const start = Math.max(0, from - 15);
  const end = Math.min(text.length, Math.max(to, from + 1) + 15);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
};
