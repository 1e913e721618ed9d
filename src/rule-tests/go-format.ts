/** Zeros at the end of a fraction, and the point that is left without one. */
const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);

const exponentText = (mantissa: string, exponent: number): string =>
  `${trimmed(mantissa)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

const special = (value: number): string | undefined =>
  Number.isNaN(value) ? 'NaN' : Number.isFinite(value) ? undefined : value > 0 ? '+Inf' : '-Inf';

/** `%.4g` of Go: so many significant digits, no zeros at the end. */
export const formatSignificant = (value: number, digits: number): string => {
  const word = special(value);
  if (word !== undefined) return word;
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  return power < -4 || power >= digits ? exponentText(mantissa, power) : trimmed(value.toPrecision(digits));
};

/** `%v` of Go for a float: as many digits as tell it apart, an exponent from 1e21 on. */
export const formatFloat = (value: number): string => {
  const word = special(value);
  if (word !== undefined) return word;
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 21)) return exponentText(mantissa, power);
  const text = String(value);
  return text.includes('e') ? value.toFixed(Math.max(0, (mantissa.split('.')[1] ?? '').length - power)) : text;
};
