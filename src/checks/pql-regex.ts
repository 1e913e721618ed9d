import { hasVariable } from '../promql/names.ts';
import { printMatcher } from '../promql/print-terms.ts';
import type { Matcher } from '../promql/syntax.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** A regular expression that does nothing, or less than it seems. */
export const pqlRegex = defineCheck({
  code: 'PQL-REGEX',
  severity: 'info',
  why: 'A pattern always matches a whole value: anchors are noise, and a pattern without special characters is slower than a comparison.',
  run: inEveryExpression(({ inference, path, where }) =>
    (inference?.uses ?? []).flatMap(({ matchers }) =>
      matchers.flatMap((matcher): readonly Finding[] => {
        const hint = simpler(matcher);
        return hint === undefined
          ? []
          : [{ path, message: `The ${where} has the needless pattern \`${printMatcher(matcher)}\`.`, hint }];
      }),
    ),
  ),
});

const simpler = (matcher: Matcher): string | undefined => {
  const { op, value } = matcher;
  if ((op !== '=~' && op !== '!~') || hasVariable(value)) return undefined;
  if (op === '=~' && value === '.*') return 'Take the matcher away: it lets everything through.';
  if (!/[\\^$.|?*+()[\]{}]/.test(value))
    return `Write \`${printMatcher({ ...matcher, op: op === '=~' ? '=' : '!=' })}\`.`;
  const bare = value.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (bare === value) return undefined;
  return `Write \`${printMatcher({ ...matcher, value: bare })}\`: patterns are anchored at both ends.`;
};
