/** The parts of package.json that change when the package is published. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Resolves `sightline` to src/ inside this repository, so that tests never prove stale code; src/ is not published. */
const privateCondition = 'sightline-source';

const withoutCondition = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutCondition);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== privateCondition)
      .map(([key, inner]) => [key, withoutCondition(inner)]),
  );
};

/** The text of package.json as it is published: its exports name only what the package contains. */
export const publishedManifest = (text: string): string => {
  const manifest: { readonly [key: string]: Json } = JSON.parse(text);
  const { exports } = manifest;
  const published = exports === undefined ? manifest : { ...manifest, exports: withoutCondition(exports) };
  return `${JSON.stringify(published, undefined, 2)}\n`;
};
