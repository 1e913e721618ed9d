import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seriesColours } from '../../src/preview/colours.ts';

const style = readFileSync(new URL('../../src/preview/client/page.css', import.meta.url), 'utf8');

/** Variables of the page by day and by night. */
const [day = new Map<string, string>(), night = new Map<string, string>()] = [
  ...style.matchAll(/:root \{([^}]*)\}/g),
].map(
  ([, body = '']) =>
    new Map([...body.matchAll(/--(\w+): (#[0-9a-f]{3,6});/g)].map(([, name = '', hex = '']) => [name, hex])),
);

/** Relative luminance, as WCAG 2 defines it. */
const luminance = (hex: string): number => {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, digit => digit + digit) : hex;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe.each([
  { when: 'by day', colours: day },
  { when: 'by night', colours: night },
])('$when', ({ colours }) => {
  const of = (name: string): string => colours.get(name) ?? '';

  test.each(['text', 'muted', 'accent', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'])(
    'words in %s can be read on every ground',
    name => {
      for (const ground of ['panel', 'ground', 'raised'])
        expect([ground, contrast(of(name), of(ground)) >= 4.5]).toEqual([ground, true]);
    },
  );

  test('every line of a graph can be told from its ground', () => {
    for (let i = 0; i < seriesColours; i++) expect([i, contrast(of(`s${i}`), of('panel')) >= 3]).toEqual([i, true]);
  });
});
