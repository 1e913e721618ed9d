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
