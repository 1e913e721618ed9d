import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import type { ImportedRouteEntry } from '../catalogue/imported-routes.ts';
import type { KindUse } from '../catalogue/kind-use.ts';
import { childPath } from '../catalogue/paths.ts';
import type { SpanEntry } from '../catalogue/routing.ts';
import { isSecretRef } from '../ir/secret.ts';
import type { ImportedSecret } from './alertmanager-secrets.ts';
import type { ImportedAlerting } from './alertmanager-stack.ts';
import { adoption, suppressedAt } from './print-stack.ts';
import { commentLines, stringLiteral } from './print-typescript.ts';
import { valueLines, type Written, writtenList, writtenObject, writtenTexts } from './print-value.ts';
import { freeVariable, reservedVariables } from './variable-names.ts';

/** The receivers, hours and routes as a program in TypeScript. The suppressions all end on one day. */
export const printAlerting = (stack: ImportedAlerting, suppressions: readonly SuppressionEntry[] = []): string => {
  const [first] = suppressions;
  const { suppressed, own } = suppressedAt(stack.org, suppressions);
  const behind = (id: string): string => `)${suppressed(childPath(stack.org, id))};`;
  const { hours, receivers, tree } = stack;
  const taken = new Set<string>([...reservedVariables, ...importsOf(stack)]);
  const variables = new Map([...hours, ...receivers].map(({ entry }) => [entry.id, freeVariable(entry.id, taken)]));
  const variable = (id: string): string => variables.get(id) ?? '';
  return `${[
    ...valueLines('import ', importList(importsOf(stack)), " from 'sightline';"),
    '',
    ...commentLines([`Imported from ${stack.file}.`], 0),
    ...secretLines(stack.secrets),
    ...(first === undefined ? [] : ['', ...adoption('routes', first)]),
    '',
    `const stack = new ObservabilityStack(${stringLiteral(stack.org)}, { environment: ${stringLiteral(stack.environment)} });`,
    ...(own.length === 0 ? [] : ['', ...own]),
    '',
    '// A team with channels of its own (page, notify, mail) comes before the routes below: its alerts leave them.',
    `new Team(stack, ${stringLiteral(stack.team)}, { timezone: 'UTC' }${behind(stack.team)}`,
    ...(hours.length === 0 ? [] : ['']),
    ...hours.flatMap(({ entry: { id, timezone, spans } }) =>
      valueLines(
        `const ${variable(id)} = new Hours(stack, ${stringLiteral(id)}, `,
        writtenObject([
          ['timezone', stringLiteral(timezone)],
          ['spans', writtenList(spans.map(span))],
        ]),
        behind(id),
      ),
    ),
    '',
    ...receivers.flatMap(({ entry: { id, sends, resolved, nobody } }) =>
      valueLines(
        `const ${variable(id)} = new Receiver(stack, ${stringLiteral(id)}, `,
        writtenObject([
          ['sends', writtenList(sends.map(use))],
          ['resolved', resolved === undefined ? undefined : String(resolved)],
          ['nobody', text(nobody)],
        ]),
        behind(id),
      ),
    ),
    '',
    ...valueLines(
      `new ImportedRoutes(stack, ${stringLiteral(tree.id)}, `,
      writtenObject([
        ['root', route(tree.root, variable)],
        [
          'inhibitions',
          tree.inhibitions === undefined
            ? undefined
            : writtenList(
                tree.inhibitions.map(({ source, target, equal }) =>
                  writtenObject([
                    ['source', writtenTexts(source)],
                    ['target', writtenTexts(target)],
                    ['equal', texts(equal)],
                  ]),
                ),
              ),
        ],
      ]),
      behind(tree.id),
    ),
    '',
    'export default stack;',
  ].join('\n')}\n`;
};

const kindsOf = ({ receivers }: ImportedAlerting): readonly string[] => [
  ...new Set(receivers.flatMap(({ entry }) => entry.sends.map(({ kind }) => kind))),
];

const importsOf = (stack: ImportedAlerting): readonly string[] =>
  [
    ...(stack.hours.length === 0 ? [] : ['Hours']),
    'ImportedRoutes',
    'ObservabilityStack',
    'Receiver',
    'Team',
    ...kindsOf(stack),
    ...(stack.secrets.length === 0 ? [] : ['secret']),
  ].toSorted((a, b) => {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  });

const importList = (names: readonly string[]): Written => ({
  open: '{',
  close: '}',
  pad: ' ',
  items: names.map(value => ({ before: '', value })),
  apart: false,
});

/** Where the values of secrets go: a program holds their names only. */
const secretLines = (secrets: readonly ImportedSecret[]): readonly string[] =>
  secrets.length === 0
    ? []
    : commentLines(
        [
          '',
          'Its secrets: each is a Kubernetes Secret of this name with the key `value`, or the file of a Compose secret.',
          ...secrets.map(
            ({ name, key, mounted, place }) =>
              `- ${name}: \`${key}\` in line ${place.line}${mounted === undefined ? '' : `, which was read from ${mounted}`}`,
          ),
        ],
        0,
      );

const texts = (list: readonly string[] | undefined): Written | undefined =>
  list === undefined ? undefined : writtenTexts(list);

const text = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : stringLiteral(value);

const span = ({ weekdays, times, days, months, years }: SpanEntry): Written =>
  writtenObject([
    ['weekdays', texts(weekdays)],
    [
      'times',
      times === undefined
        ? undefined
        : writtenList(
            times.map(({ from, to }) =>
              writtenObject([
                ['from', stringLiteral(from)],
                ['to', stringLiteral(to)],
              ]),
            ),
          ),
    ],
    ['days', texts(days)],
    ['months', texts(months)],
    ['years', texts(years)],
  ]);

/** A receiver as it is called in a program: `slack({ channel: '#a', webhookUrl: secret('b') })`. */
const use = ({ kind, options }: KindUse): Written =>
  writtenObject(
    Object.entries(typeof options === 'object' && options !== null ? options : {}).map(
      ([name, value]: [string, unknown]) => [
        name,
        isSecretRef(value)
          ? `secret(${stringLiteral(value.secret)})`
          : typeof value === 'string'
            ? stringLiteral(value)
            : String(value),
      ],
    ),
    kind,
  );

const route = (entry: ImportedRouteEntry, variable: (id: string) => string): Written => {
  const hours = (ids: readonly string[] | undefined): Written | undefined =>
    ids === undefined ? undefined : writtenList(ids.map(variable));
  return writtenObject([
    ['to', entry.to === undefined ? undefined : variable(entry.to)],
    ['matchers', texts(entry.matchers)],
    ['continue', entry.continue === undefined ? undefined : String(entry.continue)],
    ['groupBy', texts(entry.groupBy)],
    ['groupWait', text(entry.groupWait)],
    ['groupInterval', text(entry.groupInterval)],
    ['repeatInterval', text(entry.repeatInterval)],
    ['during', hours(entry.during)],
    ['notDuring', hours(entry.notDuring)],
    ['routes', entry.routes === undefined ? undefined : writtenList(entry.routes.map(each => route(each, variable)))],
  ]);
};
