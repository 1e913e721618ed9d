let scheme = new Map<string, string>();

/** A colour token of the page as a colour that a canvas takes. */
export const paint = (token: string): string => {
  const [, name] = /^var\((--[\w-]+)\)$/.exec(token) ?? [];
  if (name === undefined) return token;
  const known = scheme.get(name);
  if (known !== undefined) return known;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  scheme.set(name, colour);
  return colour;
};

/** The same with a share of opacity. */
export const tinted = (token: string, opacity: number): string =>
  `color-mix(in srgb, ${paint(token)} ${Math.round(opacity * 100)}%, transparent)`;

/** Calls back when day becomes night. */
export const onScheme = (change: () => void): void => {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    scheme = new Map();
    change();
  });
};
