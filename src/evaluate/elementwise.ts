const sign = (value: number): number => (value < 0 ? -1 : value > 0 ? 1 : value);

/** The larger number as Go finds it: infinity wins even over what is no number. */
const larger = (a: number, b: number): number =>
  a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(a, b);

const smaller = (a: number, b: number): number => -larger(-a, -b);

/** To the nearest multiple of `to`; halves go up. */
const round = (value: number, to = 1): number => {
  const inverse = 1 / to;
  return Math.floor(value * inverse + 0.5) / inverse;
};

type Elementwise = (value: number, ...params: readonly number[]) => number;

const table: Readonly<Record<string, Elementwise>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  clamp: (value, least = Number.NaN, most = Number.NaN) => larger(least, smaller(most, value)),
  clamp_max: (value, most = Number.NaN) => smaller(most, value),
  clamp_min: (value, least = Number.NaN) => larger(least, value),
  cos: Math.cos,
  cosh: Math.cosh,
  deg: value => (value * 180) / Math.PI,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: value => (value * Math.PI) / 180,
  round,
  sgn: sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

const byName: ReadonlyMap<string, Elementwise> = new Map(Object.entries(table));

/** A function that changes each value of a vector by itself, given its further arguments. */
export const elementwiseNamed = (name: string): Elementwise | undefined => byName.get(name);
