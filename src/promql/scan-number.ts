import { isAlpha, isDigit, isHexDigit } from './characters.ts';

/** Finds the end of a number. Mirrors the rules for dots, exponents and underscores of Prometheus' own scanner. */
export const scanNumber = (text: string, start: number): { readonly valid: boolean; readonly at: number } => {
  let at = start;
  let isDigitHere = isDigit;
  let hexadecimal = false;
  const is = (codes: string): boolean => at < text.length && codes.includes(text.charAt(at));
  if (is('0')) {
    at += 1;
    if (is('xX')) {
      at += 1;
      if (is('_')) at += 1;
      hexadecimal = true;
      isDigitHere = isHexDigit;
    }
  }
  if (is('.')) at += 1;
  if (at < text.length && isDigitHere(text.charCodeAt(at))) at += 1;
  let dots = 0;
  let exponents = 0;
  while (at < text.length) {
    if (is('.')) {
      at += 1;
      dots += 1;
      if (dots > 1 || hexadecimal) return { valid: false, at };
      if (is('_.')) return { valid: false, at: at + 1 };
    } else if (is('eE')) {
      at += 1;
      exponents += 1;
      if (exponents > 1) return { valid: false, at };
      if (is('+-')) at += 1;
      if (is('._eE') || at >= text.length) return { valid: false, at };
    } else if (is('_')) {
      at += 1;
      if (is('._eE') || at >= text.length) return { valid: false, at };
    } else if (isDigitHere(text.charCodeAt(at))) {
      while (at < text.length && isDigitHere(text.charCodeAt(at))) at += 1;
    } else break;
  }
  const code = text.charCodeAt(at);
  return { valid: !isAlpha(code) && !isDigit(code), at };
};

/** Finds the end of a duration whose first digits were read; the order of its units is checked later. */
export const scanDuration = (text: string, start: number): number | undefined => {
  const unit = /(?:[smhdwy]s?)(?:[0-9]+[smhdw]s?)*/y;
  unit.lastIndex = start;
  if (!unit.test(text)) return undefined;
  const next = text.charCodeAt(unit.lastIndex);
  return isAlpha(next) || isDigit(next) ? undefined : unit.lastIndex;
};
