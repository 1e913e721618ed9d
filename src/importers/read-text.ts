import { parseDuration } from '../core/duration.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';

/** Text of a key that may be missing; something else than text is a mistake. */
export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Label or annotation pairs, or the sentence that says why they are none. */
export const pairsOf = (
  value: JsonValue | undefined,
  key: string,
): { readonly pairs: Readonly<Record<string, string>> } | { readonly mistake: string } => {
  if (value === undefined || value === '') return { pairs: {} };
  if (!isJsonObject(value)) return { mistake: `\`${key}\` must be a map` };
  const pairs: (readonly [string, string])[] = [];
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return { mistake: `\`${key}.${name}\` must be text` };
    if (name === '' || (key === 'labels' && name === '__name__'))
      return { mistake: `\`${name}\` cannot be the name of a label` };
    pairs.push([name, text]);
  }
  return { pairs: Object.fromEntries(pairs) };
};

/** A duration that may be missing, or the sentence that says why it is none. */
export const durationOf = (
  value: JsonValue | undefined,
  key: string,
): { readonly duration?: string } | { readonly mistake: string } => {
  if (value === undefined || value === '') return {};
  if (typeof value !== 'string' || parseDuration(value) === undefined)
    return { mistake: `\`${key}\` must be a duration such as 5m or 1h30m, not ${JSON.stringify(value)}` };
  return { duration: value };
};
