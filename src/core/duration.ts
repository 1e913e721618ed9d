const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;

/** A Prometheus duration with one unit, as authors write it: `500ms`, `5m`, `30d`. A year has 365 days. */
export type Duration = `${number}${keyof typeof units}`;

const unitOf: ReadonlyMap<string, number> = new Map(Object.entries(units));
const segment = /(\d+)(ms|[smhdwy])/y;

/** Milliseconds of a Prometheus duration (`1h30m` included), or undefined when the text is none. */
export const parseDuration = (text: string): number | undefined => {
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  segment.lastIndex = 0;
  if (text === '0') return 0;
  if (text === '') return undefined;
  while (segment.lastIndex < text.length) {
    const match = segment.exec(text);
    if (match === null) return undefined;
    const unit = unitOf.get(match[2] ?? '') ?? 0;
    if (unit >= last) return undefined;
    last = unit;
    total += Number(match[1]) * unit;
  }
  return total;
};

/** Seconds of a duration that was validated before; 0 for text that is none. */
export const seconds = (text: string): number => (parseDuration(text) ?? 0) / 1_000;

/** The shortest canonical form: 90 000 ms is `1m30s`, 0 is `0s`, 30 days are `30d` (weeks and years are not used). */
export const formatDuration = (milliseconds: number): string => {
  let rest = Math.round(milliseconds);
  if (rest === 0) return '0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / units[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * units[unit];
  }
  return text;
};
