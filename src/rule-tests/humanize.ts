import { formatSignificant } from './go-format.ts';

const large = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const;
const binary = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'] as const;
const small = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'] as const;

const four = (value: number): string => formatSignificant(value, 4);

const scaled = (value: number, prefixes: readonly string[], base: number): readonly [number, string] => {
  let rest = value;
  let prefix = '';
  for (const next of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = next;
    rest /= base;
  }
  return [rest, prefix];
};

const shrunk = (value: number): readonly [number, string] => {
  let rest = value;
  let prefix = '';
  for (const next of small) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1_000;
  }
  return [rest, prefix];
};

/** `humanize` of Prometheus' templates: 1234567 is `1.235M`, 0.002 is `2m`. */
export const humanize = (value: number): string => {
  if (value === 0 || !Number.isFinite(value)) return four(value);
  const [rest, prefix] = Math.abs(value) >= 1 ? scaled(value, large, 1_000) : shrunk(value);
  return `${four(rest)}${prefix}`;
};

/** `humanize1024`: 1048576 is `1Mi`. */
export const humanize1024 = (value: number): string => {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return four(value);
  const [rest, prefix] = scaled(value, binary, 1_024);
  return `${four(rest)}${prefix}`;
};

/** `humanizePercentage`: 0.0525 is `5.25%`. */
export const humanizePercentage = (value: number): string => `${four(value * 100)}%`;

/** `humanizeDuration` of seconds: 3725 is `1h 2m 5s`, 0.5 is `500ms`. */
export const humanizeDuration = (value: number): string => {
  if (!Number.isFinite(value)) return four(value);
  if (value === 0) return '0s';
  if (Math.abs(value) < 1) {
    const [rest, prefix] = shrunk(value);
    return `${four(rest)}${prefix}s`;
  }
  const sign = value < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(value));
  const seconds = whole % 60;
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3_600) % 24;
  const days = Math.floor(whole / 86_400);
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes > 0) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${four(Math.abs(value))}s`;
};
