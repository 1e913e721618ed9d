import type { BurnTierEntry } from '../catalogue/slo.ts';
import {
  commentLines,
  listLines,
  numberProperty,
  objectLines,
  type Property,
  stringLiteral,
  textProperty,
} from './print-typescript.ts';
import type { CarriedSlo } from './slo-source.ts';
import type { ImportedSlo } from './slo-stack.ts';

const indent = (depth: number): string => '  '.repeat(depth);

/** An objective as the statement that makes it. `variables` are the names of services, and of parts of composites. */
export const sloLines = (
  { id, source, entry }: ImportedSlo,
  service: string,
  variables: ReadonlyMap<object, string>,
): readonly string[] => {
  const variable = variables.get(source);
  const kind = entry.sli.kind === 'composite' ? 'CompositeSlo' : 'Slo';
  const { objective, window, groupBy, slices, tiers, runbook } = entry;
  return [
    '',
    ...commentLines(source.comments, 0),
    ...objectLines(
      `${variable === undefined ? '' : `const ${variable} = `}new ${kind}(${service}, ${stringLiteral(id)}, {`,
      [
        textProperty('objective', objective),
        ...(window === undefined ? [] : [textProperty('window', window)]),
        ...indicatorProperties(source, variables),
        ...(groupBy === undefined ? [] : [valueProperty('groupBy', `[${groupBy.map(stringLiteral).join(', ')}]`)]),
        ...(slices === undefined
          ? []
          : [
              valueProperty(
                'slices',
                `{ length: ${stringLiteral(slices.length)}, target: ${stringLiteral(slices.target)} }`,
              ),
            ]),
        ...(tiers === undefined ? [] : [tiersProperty(tiers)]),
        textProperty('runbook', runbook),
      ],
      0,
      '});',
    ),
  ];
};

const valueProperty =
  (key: string, value: string): Property =>
  depth => [`${indent(depth)}${key}: ${value},`];

const indicatorProperties = (
  { indicator: { sli } }: CarriedSlo,
  variables: ReadonlyMap<object, string>,
): readonly Property[] => {
  if (sli.kind !== 'composite')
    return [
      depth =>
        objectLines(
          `${indent(depth)}sli: {`,
          Object.entries(sli).map(([key, value]) =>
            typeof value === 'number' ? numberProperty(key, value) : textProperty(key, String(value)),
          ),
          depth,
          '},',
        ),
    ];
  const parts = sli.of.map(({ part, weight }) => {
    const name = variables.get(part) ?? '';
    return weight === 1 ? name : `{ slo: ${name}, weight: ${weight} }`;
  });
  return [valueProperty('of', `[${parts.join(', ')}]`), textProperty('combine', 'weighted')];
};

const tiersProperty =
  (tiers: readonly BurnTierEntry[]): Property =>
  depth => {
    const items = tiers.map(row =>
      Object.keys(row).length === 1
        ? stringLiteral(row.tier)
        : `{ ${Object.entries(row)
            .map(([key, value]) => `${key}: ${stringLiteral(value)}`)
            .join(', ')} }`,
    );
    return items.every(item => item.startsWith("'"))
      ? [`${indent(depth)}tiers: [${items.join(', ')}],`]
      : listLines('tiers', items, depth);
  };
