import * as list from './index.ts';
import type { OpenIndicator } from './indicator.ts';

type List = typeof list;

/** An indicator of a known kind, as a catalogue says it. */
export type SliEntry = { readonly [K in keyof List]: List[K]['definition']['example'] }[keyof List];

/** Every kind of indicator by name. */
export const indicators: ReadonlyMap<string, OpenIndicator> = new Map(Object.entries(list));
