import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import { sloLines } from './print-slo.ts';
import { adoption, suppressedAt } from './print-stack.ts';
import {
  commentLines,
  listLines,
  objectLines,
  type Property,
  stringLiteral,
  textProperty,
} from './print-typescript.ts';
import type { RefusedSlo } from './slo-source.ts';
import {
  commonRunbook,
  type ImportedService,
  type ImportedSlo,
  type ImportedSloStack,
  linkedSteps,
  runbookTitle,
} from './slo-stack.ts';
import { freeVariable, reservedVariables } from './variable-names.ts';

/** The objectives as a program in TypeScript. The suppressions all end on one day. */
export const printSloStack = (stack: ImportedSloStack, suppressions: readonly SuppressionEntry[] = []): string => {
  const [first] = suppressions;
  const { suppressed, own } = suppressedAt(stack.org, suppressions);
  const variables = variablesOf(stack);
  const variable = (of: object): string => variables.get(of) ?? '';
  const teams = new Map(stack.teams.map(team => [team.id, variable(team)]));
  return `${[
    `import { ${importsOf(stack).join(', ')} } from 'sightline';`,
    '',
    ...commentLines([`Imported from ${stack.files.join(', ')}.`], 0),
    ...(first === undefined ? [] : ['', ...adoption('objectives', first)]),
    '',
    ...stackLines(stack),
    ...(own.length === 0 ? [] : ['', ...own]),
    '',
    '// Tell how each team is reached: page: pagerduty({…}), notify: slack({…}), mail: email({…}).',
    ...stack.teams.map(
      team =>
        `${stack.services.length === 0 ? '' : `const ${variable(team)} = `}new Team(stack, ${stringLiteral(team.id)}, { timezone: 'UTC' })${suppressed(team.path)};`,
    ),
    '',
    ...runbookLines('stack', commonRunbook.id, commonRunbook.title, commonRunbook.steps),
    ...stack.services.flatMap(service => [
      '',
      ...serviceLines(service, variable(service), teams.get(service.team) ?? '', suppressed(service.path)),
      ...service.runbooks.flatMap(({ id, url }) =>
        runbookLines(variable(service), id, runbookTitle(service.id), linkedSteps, url),
      ),
      ...service.slos.flatMap(slo => sloLines(slo, variable(service), variables)),
      ...refusedLines(service.refused),
    ]),
    ...refusedLines(stack.refused),
    '',
    'export default stack;',
  ].join('\n')}\n`;
};

const importsOf = ({ services }: ImportedSloStack): readonly string[] => {
  const slos = services.flatMap(service => service.slos);
  const isComposite = ({ entry }: ImportedSlo): boolean => entry.sli.kind === 'composite';
  return [
    ...(slos.some(isComposite) ? ['CompositeSlo'] : []),
    'ObservabilityStack',
    'Runbook',
    ...(services.length === 0 ? [] : ['Service']),
    ...(slos.some(slo => !isComposite(slo)) ? ['Slo'] : []),
    'Team',
  ];
};

/** A variable for each team, each service, and each objective that others are made of. */
const variablesOf = ({ teams, services }: ImportedSloStack): ReadonlyMap<object, string> => {
  const taken = new Set<string>(reservedVariables);
  const variables = new Map<object, string>();
  const name = (of: object, id: string): void => {
    variables.set(of, freeVariable(id, taken));
  };
  for (const service of services) name(service, service.id);
  for (const team of teams) name(team, team.id);
  const parts = new Set(
    services.flatMap(({ slos }) =>
      slos.flatMap(({ source: { indicator } }) =>
        indicator.sli.kind === 'composite' ? indicator.sli.of.map(({ part }) => part) : [],
      ),
    ),
  );
  for (const { slos } of services) for (const { source, id } of slos) if (parts.has(source)) name(source, id);
  return variables;
};

const stackLines = ({ org, environment, external }: ImportedSloStack): readonly string[] => {
  const open = `const stack = new ObservabilityStack(${stringLiteral(org)}, {`;
  if (external.length === 0) return [`${open} environment: ${stringLiteral(environment)} });`];
  const list: Property = depth => [
    ...commentLines(
      [
        'What the objectives read and nothing in this stack exposes yet. Declare a metric on the service that exposes',
        'it, or use an integration, and remove it here: from then on its labels are checked as well.',
      ],
      depth,
    ),
    ...listLines(
      'external',
      external.map(name => `{ name: ${stringLiteral(name)} }`),
      depth,
    ),
  ];
  return objectLines(open, [textProperty('environment', environment), list], 0, '});');
};

const runbookLines = (
  scope: string,
  id: string,
  title: string,
  steps: readonly string[],
  url?: string,
): readonly string[] =>
  objectLines(
    `new Runbook(${scope}, ${stringLiteral(id)}, {`,
    [
      textProperty('title', title),
      depth => listLines('steps', steps.map(stringLiteral), depth),
      ...(url === undefined
        ? []
        : [(depth: number) => listLines('links', [`{ title: 'Runbook', url: ${stringLiteral(url)} }`], depth)]),
    ],
    0,
    '});',
  );

const serviceLines = (
  { id, comments }: ImportedService,
  variable: string,
  team: string,
  suppressed: string,
): readonly string[] => [
  ...commentLines(comments, 0),
  `const ${variable} = new Service(stack, ${stringLiteral(id)}, { owner: ${team} })${suppressed};`,
];

const refusedLines = (refused: readonly RefusedSlo[]): readonly string[] =>
  refused.length === 0
    ? []
    : [
        '',
        ...refused.flatMap(({ name, place, reason }) =>
          commentLines([`Not carried over: the objective ${name} (${place.file}:${place.line}): ${reason}.`], 0),
        ),
      ];
