import type { Sample } from './series.ts';

const numberText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
};

/** How many samples from `at` on continue a sequence that begins there and grows by `step` at each interval. */
const runLength = (samples: readonly Sample[], at: number, step: number, interval: number): number => {
  const first = samples[at];
  if (first === undefined || first.stale || !Number.isFinite(first.v)) return 1;
  let expected = first.v;
  let length = 0;
  for (let i = at; i < samples.length; i++, length++, expected += step) {
    const sample = samples[i];
    if (sample === undefined || sample.stale || !Object.is(sample.v, expected)) break;
    if (sample.t !== first.t + length * interval) break;
  }
  return length;
};

/**
 * The step to the next value that gives back that value when it is added. Steps with few digits come first, so that
 * 0.1, 0.2, 0.30000000000000004 is a sequence again.
 */
const stepAt = (samples: readonly Sample[], at: number): number | undefined => {
  const first = samples[at];
  const second = samples[at + 1];
  if (first === undefined || second === undefined || first.stale || second.stale) return undefined;
  const difference = second.v - first.v;
  if (!Number.isFinite(difference)) return undefined;
  return [Number(difference.toPrecision(12)), difference].find(step => Object.is(first.v + step, second.v));
};

const runText = (
  samples: readonly Sample[],
  at: number,
  interval: number,
): { readonly text: string; readonly length: number } => {
  const first = samples[at];
  if (first === undefined || first.stale) return { text: 'stale', length: 1 };
  const step = stepAt(samples, at);
  const length = step === undefined ? 1 : runLength(samples, at, step, interval);
  if (step === undefined || length < 2) return { text: numberText(first.v), length: 1 };
  if (step === 0) return { text: `${numberText(first.v)}x${length - 1}`, length };
  if (length < 3) return { text: numberText(first.v), length: 1 };
  return { text: `${numberText(first.v)}${step < 0 ? '-' : '+'}${numberText(Math.abs(step))}x${length - 1}`, length };
};

/**
 * Samples in the notation of promtool, as compactly as sequences and repetitions allow; reading it back gives the same
 * samples. Undefined when a sample does not stand at a multiple of `interval` milliseconds.
 */
export const printNotation = (samples: readonly Sample[], interval: number): string | undefined => {
  const items: string[] = [];
  let next = 0;
  for (let at = 0; at < samples.length; ) {
    const position = (samples[at]?.t ?? 0) / interval;
    if (!Number.isInteger(position) || position < next) return undefined;
    const gap = position - next;
    if (gap > 0) items.push(gap === 1 ? '_' : `_x${gap}`);
    const { text, length } = runText(samples, at, interval);
    items.push(text);
    at += length;
    next = position + length;
  }
  return items.join(' ');
};
