import type { Sample } from './series.ts';

/** What came of reading values: the samples, or the item that cannot be read. */
export type Notation =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[]; readonly end: number }
  | { readonly kind: 'problem'; readonly message: string };

/** A word with an `x` behind it would be another word. */
const numberPattern = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|(?:[iI][nN][fF]|[nN][aA][nN])(?!x)`;
const item = new RegExp(
  String.raw`^(?:(?<blank>_)(?:x(?<blanks>\d+))?|(?<stale>stale)|(?<first>[+-]?(?:${numberPattern}))(?:(?<step>[+-](?:${numberPattern}))?x(?<times>\d+))?)$`,
);

const numberOf = (text: string): number => {
  const word = text.replace(/^[+-]/, '').toLowerCase();
  const value = word === 'inf' ? Number.POSITIVE_INFINITY : word === 'nan' ? Number.NaN : Number(word);
  return text.startsWith('-') ? -value : value;
};

/** The most values one notation may stand for: a year of seconds is more than anybody tests. */
const most = 10_000_000;

/**
 * Reads the values of a series as promtool writes them: `0+10x60` is 61 values, `1x5` six ones, `_x3` three times
 * nothing, `stale` the end of the series. The first value stands at time 0, the others follow by `interval`
 * milliseconds; `end` is when the next one would stand.
 */
export const parseNotation = (text: string, interval: number): Notation => {
  const samples: Sample[] = [];
  let t = 0;
  for (const word of text.split(/\s+/).filter(part => part !== '')) {
    const parts = item.exec(word)?.groups;
    if (parts === undefined) return { kind: 'problem', message: `\`${word}\` is no value of a series.` };
    const count = parts['times'] === undefined ? 1 : Number(parts['times']) + 1;
    const blanks = parts['blanks'] === undefined ? 1 : Number(parts['blanks']);
    if (t / interval + Math.max(count, blanks) > most)
      return { kind: 'problem', message: `\`${word}\` makes the series longer than ${most} values.` };
    if (parts['blank'] !== undefined) t += blanks * interval;
    else if (parts['stale'] !== undefined) {
      samples.push({ t, v: Number.NaN, stale: true });
      t += interval;
    } else {
      let value = numberOf(parts['first'] ?? '');
      const step = parts['step'] === undefined ? 0 : numberOf(parts['step']);
      for (let i = 0; i < count; i++, t += interval) {
        samples.push({ t, v: value });
        value += step;
      }
    }
  }
  return { kind: 'samples', samples, end: t };
};
