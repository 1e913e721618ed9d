import { matchesEmpty } from './re2.ts';
import type { Matcher } from './syntax.ts';

/** Whether a matcher keeps series that lack the label. */
export const acceptsMissing = (matcher: Matcher): boolean => {
  switch (matcher.op) {
    case '=':
      return matcher.value === '';
    case '!=':
      return matcher.value !== '';
    case '=~':
      return matchesEmpty(matcher.value);
    case '!~':
      return !matchesEmpty(matcher.value);
  }
};
