import type { PlannedExpression } from '../analysis/expressions.ts';
import type { Matcher } from '../promql/syntax.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** A whole-numbered bucket bound that is matched as text. */
export const pqlLe = defineCheck({
  code: 'PQL-LE',
  severity: 'error',
  why: 'Prometheus 3 stores the bound 1 as "1.0", Prometheus 2 as the application wrote it: a matcher on one of the texts finds nothing on the other.',
  run: inEveryExpression(({ inference, path, where }: PlannedExpression) =>
    (inference?.uses ?? []).flatMap(({ name, matchers }) =>
      name?.endsWith('_bucket') === true
        ? matchers.filter(isWhole).map(
            ({ value }): Finding => ({
              path,
              message: `The ${where} asks for the bucket le="${value}" of \`${name}\`, which another release calls "${other(value)}".`,
              hint: `Write le=~"${value.replace(/\.0$/, '')}(\\\\.0)?", which finds it under both names.`,
            }),
          )
        : [],
    ),
  ),
});

const isWhole = ({ label, op, value }: Matcher): boolean =>
  label === 'le' && (op === '=' || op === '!=') && /^\d+(?:\.0)?$/.test(value);

const other = (value: string): string => (value.endsWith('.0') ? value.slice(0, -2) : `${value}.0`);
