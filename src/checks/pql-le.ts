import type { PlannedExpression } from '../analysis/expressions.ts';
import { alternatives } from '../promql/regex-values.ts';
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
            ({ op, value }): Finding => ({
              path,
              message: `The ${where} asks for the bucket le${op === '!=' ? '=' : op}"${value}" of \`${name}\`, which another release calls "${others(value)}".`,
              hint: `Write le=~"${both(value)}", which finds it under both names.`,
            }),
          )
        : [],
    ),
  ),
});

/** Bounds that a matcher has under one of their names only. */
const isWhole = ({ label, op, value }: Matcher): boolean => {
  if (label !== 'le') return false;
  if (op === '=' || op === '!=') return whole.test(value);
  const bounds = alternatives(value) ?? [];
  return bounds.some(bound => whole.test(bound) && !bounds.includes(other(bound)));
};

const whole = /^\d+(?:\.0)?$/;

const other = (value: string): string => (value.endsWith('.0') ? value.slice(0, -2) : `${value}.0`);

/** The names of another release, and the pattern that finds both. */
const others = (value: string): string =>
  (alternatives(value) ?? [value]).map(bound => (whole.test(bound) ? other(bound) : bound)).join('|');

const both = (value: string): string =>
  (alternatives(value) ?? [value])
    .map(bound => (whole.test(bound) ? `${bound.replace(/\.0$/, '')}(\\\\.0)?` : bound))
    .join('|');
