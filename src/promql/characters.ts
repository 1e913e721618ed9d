export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isAlpha = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
export const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;
export const isHexDigit = (code: number): boolean =>
  isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
