import { defineCheck } from './check.ts';

/** An expression that the targeted Prometheus would refuse. */
export const pqlSyntax = defineCheck({
  code: 'PQL-SYNTAX',
  severity: 'error',
  why: 'Prometheus refuses a whole rule file for one expression that it cannot read.',
  run: ({ facts }) =>
    facts.expressions.flatMap(({ parsed, path, where, text }) =>
      parsed.problems.map(problem => ({
        path,
        message: `The ${where} has an expression that Prometheus refuses: ${problem.message} At \`${excerpt(text, problem.from, problem.to)}\`.`,
        ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      })),
    ),
});

/** The place of a problem with what stands around it. */
const excerpt = (text: string, from: number, to: number): string => {
  const start = Math.max(0, from - 15);
  const end = Math.min(text.length, Math.max(to, from + 1) + 15);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
};
