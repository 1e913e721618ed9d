import type { Check } from './check.ts';
import * as list from './index.ts';

/** Every check, in order of its code. */
export const checks: readonly Check[] = Object.values<Check>(list).sort((a, b) => (a.code < b.code ? -1 : 1));
