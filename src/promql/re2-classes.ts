/** Unicode classes of one or two letters, as Go's regexp package knows them. */
const categories: ReadonlySet<string> = new Set([
  ...['C', 'Cc', 'Cf', 'Co', 'Cs', 'L', 'Ll', 'Lm', 'Lo', 'Lt', 'Lu', 'M', 'Mc', 'Me', 'Mn', 'N', 'Nd', 'Nl', 'No'],
  ...['P', 'Pc', 'Pd', 'Pe', 'Pf', 'Pi', 'Po', 'Ps', 'S', 'Sc', 'Sk', 'Sm', 'So', 'Z', 'Zl', 'Zp', 'Zs', 'Any'],
]);

/** Whether `\p{name}` exists: a general category, or a script that JavaScript knows by its long name too. */
export const isUnicodeClass = (name: string): boolean => {
  if (categories.has(name)) return true;
  if (!/^[A-Z][a-z]+(?:_[A-Z][a-z]+)*$/.test(name)) return false;
  try {
    new RegExp(`\\p{Script=${name}}`, 'u');
    return true;
  } catch {
    return false;
  }
};

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The character an escape of one character stands for, as a code point. */
export const escapedCode = (text: string): number => {
  const body = text.slice(1);
  if (body.startsWith('x')) return Number.parseInt(body.replace(/[x{}]/g, ''), 16);
  if (/^[0-7]/.test(body)) return Number.parseInt(body, 8);
  return controls[body] ?? body.charCodeAt(0);
};
