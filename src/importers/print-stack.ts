import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import type { ImportedRuleEntry } from '../catalogue/rule-group.ts';
import type { ImportedGroup, ImportedStack, ImportedTeam } from './imported-stack.ts';
import {
  commentLines,
  expressionProperty,
  numberProperty,
  objectLines,
  type Property,
  recordProperty,
  stringLiteral,
  textProperty,
} from './print-typescript.ts';
import type { SourceRule } from './rule-source.ts';

/** The stack as a program in TypeScript. The suppressions all end on one day. */
export const printStack = (stack: ImportedStack, suppressions: readonly SuppressionEntry[] = []): string => {
  const [first] = suppressions;
  const { suppressed, own } = suppressedAt(stack.org, suppressions);
  return `${[
    "import { ImportedRules, ObservabilityStack, Team } from 'sightline';",
    '',
    ...commentLines([`Imported from ${stack.files.join(', ')}.`], 0),
    ...(first === undefined ? [] : ['', ...adoption('rules', first)]),
    '',
    ...stackLines(stack),
    ...(own.length === 0 ? [] : ['', ...own]),
    '',
    '// Tell how each team is reached: page: pagerduty({…}), notify: slack({…}), mail: email({…}).',
    ...stack.teams.map(team => teamLine(team, suppressed(team.path))),
    ...stack.groups.flatMap(group => groupLines(group, suppressed(group.path))),
    '',
    'export default stack;',
  ].join('\n')}\n`;
};

/** The calls behind a construct by its path, and the statements about the stack itself. */
export const suppressedAt = (
  org: string,
  suppressions: readonly SuppressionEntry[],
): { readonly suppressed: (path: string) => string; readonly own: readonly string[] } => {
  const codesOf = (path: string): readonly string[] =>
    suppressions.filter(suppression => suppression.path === path).map(({ code }) => code);
  return {
    suppressed: path => {
      const calls = codesOf(path).map(code => `.suppress(${stringLiteral(code)}, adopting)`);
      return calls.length < 2 ? calls.join('') : calls.map(call => `\n  ${call}`).join('');
    },
    own: codesOf(org).map(code => `stack.suppress(${stringLiteral(code)}, adopting);`),
  };
};

/** What all suppressions of a program say. */
export const adoption = (
  what: 'rules' | 'objectives' | 'routes' | 'dashboards',
  { reason, until, as }: SuppressionEntry,
): readonly string[] => [
  `/** What the imported ${what} lack is a warning until this day. Remove a suppression when its findings are gone. */`,
  `const adopting = { reason: ${stringLiteral(reason)}, until: ${stringLiteral(until)}${
    as === undefined ? '' : `, as: ${stringLiteral(as)}`
  } } as const;`,
];

const stackLines = ({ org, environment, external }: ImportedStack): readonly string[] => {
  const open = `const stack = new ObservabilityStack(${stringLiteral(org)}, {`;
  if (external.length === 0) return [`${open} environment: ${stringLiteral(environment)} });`];
  const list: Property = depth => [
    ...commentLines(
      [
        'What the rules read and nothing in this stack exposes yet. Declare a metric on the service that exposes it, or',
        'use an integration, and remove it here: from then on its labels are checked as well.',
      ],
      depth,
    ),
    ...(external.length === 1
      ? [`${'  '.repeat(depth)}external: [{ name: ${stringLiteral(external[0] ?? '')} }],`]
      : []),
    ...(external.length === 1
      ? []
      : [
          `${'  '.repeat(depth)}external: [`,
          ...external.map(name => `${'  '.repeat(depth + 1)}{ name: ${stringLiteral(name)} },`),
          `${'  '.repeat(depth)}],`,
        ]),
  ];
  return objectLines(open, [textProperty('environment', environment), list], 0, '});');
};

const teamLine = ({ id }: ImportedTeam, suppressed: string): string =>
  `new Team(stack, ${stringLiteral(id)}, { timezone: 'UTC' })${suppressed};`;

const groupLines = ({ id, source, carried }: ImportedGroup, suppressed: string): readonly string[] => {
  const comments = commentLines(source.comments, 0);
  const trailing = source.trailing.length === 0 ? [] : ['', ...commentLines(source.trailing, 0)];
  if (carried.length === 0) {
    const rules = source.rules.flatMap(rule => ruleLines(rule, 0));
    const all = [...comments, ...rules, ...trailing];
    return all.length === 0 ? [] : ['', ...all];
  }
  const properties: readonly Property[] = [
    ...(source.name === id ? [] : [textProperty('name', source.name)]),
    textProperty('file', source.file),
    ...(source.interval === undefined ? [] : [textProperty('interval', source.interval)]),
    ...(source.limit === undefined ? [] : [numberProperty('limit', source.limit)]),
    ...(source.queryOffset === undefined ? [] : [textProperty('queryOffset', source.queryOffset)]),
    depth => [
      `${'  '.repeat(depth)}rules: [`,
      ...source.rules.flatMap(rule => ruleLines(rule, depth + 1)),
      `${'  '.repeat(depth)}],`,
    ],
  ];
  return [
    '',
    ...comments,
    ...objectLines(`new ImportedRules(stack, ${stringLiteral(id)}, {`, properties, 0, `})${suppressed};`),
    ...trailing,
  ];
};

const ruleLines = (rule: SourceRule, depth: number): readonly string[] => {
  const comments = commentLines(rule.comments, depth);
  if (rule.kind === 'refused')
    return [
      ...comments,
      ...commentLines([`Not carried over: ${rule.reason}.`, ...rule.text.map(line => `  ${line}`)], depth),
    ];
  return [...comments, ...objectLines(`${'  '.repeat(depth)}{`, ruleProperties(rule.entry), depth, '},')];
};

const ruleProperties = (entry: ImportedRuleEntry): readonly Property[] => [
  entry.kind === 'alert' ? textProperty('alert', entry.alert) : textProperty('record', entry.record),
  expressionProperty('expr', entry.expr),
  ...(entry.kind === 'alert' && entry.for !== undefined ? [textProperty('for', entry.for)] : []),
  ...(entry.kind === 'alert' && entry.keepFiringFor !== undefined
    ? [textProperty('keepFiringFor', entry.keepFiringFor)]
    : []),
  ...(entry.labels === undefined ? [] : [recordProperty('labels', entry.labels, true)]),
  ...(entry.kind === 'alert' && entry.annotations !== undefined
    ? [recordProperty('annotations', entry.annotations, false)]
    : []),
];
