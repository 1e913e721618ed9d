/**
 * Exact decimal arithmetic for the numbers that end up in rules: 1 - 0.999 is 0.001, never 0.0010000000000000009.
 *
 * A value is `digits x 10^-scale`.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

const normalise = (digits: bigint, scale: number): Decimal => {
  let d = digits;
  let s = scale;
  while (s > 0 && d % 10n === 0n) {
    d /= 10n;
    s -= 1;
  }
  return { digits: d, scale: s };
};

/** Reads `0.05`, `-3`, `99.9%`; undefined when the text is no decimal number. */
export const parseDecimal = (text: string): Decimal | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d+))?(%?)$/.exec(text.trim());
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[1] ?? ''}${match[2] ?? '0'}${fraction}`);
  return normalise(digits, fraction.length + (match[4] === '%' ? 2 : 0));
};

/** The decimal a JavaScript number prints as: 0.05 is exactly 0.05. */
export const decimal = (value: number): Decimal => {
  const text = value.toString();
  const [mantissa = '0', exponent] = text.split('e');
  const parsed = parseDecimal(mantissa) ?? { digits: 0n, scale: 0 };
  if (exponent === undefined) return parsed;
  const shift = Number(exponent);
  return shift >= 0
    ? normalise(parsed.digits * power(shift), parsed.scale)
    : normalise(parsed.digits, parsed.scale - shift);
};

const align = (a: Decimal, b: Decimal): readonly [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * power(scale - a.scale), b.digits * power(scale - b.scale), scale];
};

export const add = (a: Decimal, b: Decimal): Decimal => {
  const [x, y, scale] = align(a, b);
  return normalise(x + y, scale);
};

export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, { digits: -b.digits, scale: b.scale });

export const multiply = (a: Decimal, b: Decimal): Decimal => normalise(a.digits * b.digits, a.scale + b.scale);

/** Division rounded half up to `places` decimal places (12 by default, far below what a threshold can matter). */
export const divide = (a: Decimal, b: Decimal, places = 12): Decimal => {
  const numerator = a.digits * power(b.scale + places + 1);
  const denominator = b.digits * power(a.scale);
  const quotient = numerator / denominator;
  const half = quotient < 0n ? -5n : 5n;
  return normalise((quotient + half) / 10n, places);
};

export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};

export const formatDecimal = (value: Decimal): string => {
  const negative = value.digits < 0n;
  const text = (negative ? -value.digits : value.digits).toString().padStart(value.scale + 1, '0');
  const whole = text.slice(0, text.length - value.scale);
  const fraction = value.scale === 0 ? '' : `.${text.slice(text.length - value.scale)}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
};

export const toNumber = (value: Decimal): number => Number(formatDecimal(value));

/** A finite number as plain decimal digits, without exponent or float noise of its own. */
export const formatNumber = (value: number): string => formatDecimal(decimal(value));
