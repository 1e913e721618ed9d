import { compareText } from '../src/core/diagnostic.ts';
import type { AlertTemplate } from '../src/integrations/alert-template.ts';
import * as list from '../src/integrations/index.ts';
import type { IntegrationReader, IntegrationScope, MetricReleases } from '../src/integrations/integration.ts';
import { imageReference } from '../src/ir/images.ts';
import type { OptionKind, OptionRule } from '../src/ir/options.ts';
import { latestVersions } from '../src/ir/versions.ts';
import type { MetricDeclaration } from '../src/promql/metric.ts';
import type { Seen } from '../test/full/seen.ts';

/** What the page says about an integration. */
export interface DocumentedIntegration extends IntegrationReader {
  readonly definition: {
    readonly kind: string;
    readonly scope: IntegrationScope;
    readonly source: string;
    readonly needs?: readonly string[];
    readonly alerts?: Readonly<Record<string, AlertTemplate<never>>>;
    readonly only?: readonly string[];
    readonly options: Readonly<Record<string, OptionRule>>;
    readonly since?: MetricReleases;
    readonly example: unknown;
  };
}

/** Every integration, as the page reads it. */
export const documented: readonly DocumentedIntegration[] = Object.values(list);

const scopes: Readonly<Record<IntegrationScope, string>> = {
  runtime: 'the `runtime` of a service',
  process: '`uses` of a service: on the page of its own process',
  component: '`uses` of a service: something with an exporter of its own',
  host: '`uses` of the stack: every machine',
  cluster: '`uses` of the stack: once for the cluster',
  platform: 'a part of the stack, there without being asked for; `uses` of the stack changes its alerts',
};

const kinds: Readonly<Record<OptionKind, string>> = {
  text: 'text',
  name: 'text',
  secret: 'secret',
  number: 'number',
  boolean: 'true or false',
  texts: 'list of texts',
  numbers: 'list of numbers',
};

const optionText = ([name, { kind, required }]: readonly [string, OptionRule]): string =>
  `${code(name)} (${kinds[kind]}${required === true ? ', required' : ''})`;

const context = { path: '', service: 'api', team: '', env: '', tier: '', scrapeInterval: '15s' };

/** What it deploys: image, port, and the arguments that are fixed. */
const deployed = ({ partOf, definition: { example } }: DocumentedIntegration): readonly string[] =>
  (partOf(example, context).workloads ?? []).map(({ image, ports, args, command = [] }) => {
    const words = [...command, ...args].flatMap(word =>
      typeof word === 'string' && word.startsWith('--') ? [word] : [],
    );
    return [
      `- Deploys: ${code(imageReference(image, latestVersions))}`,
      ports.map(({ port }) => `port ${port}`).join(', '),
      ...(words.length === 0 ? [] : [words.map(code).join(' ')]),
    ].join(', ');
  });

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => `\`${text}\``;

const labelsOf = ({ labels }: MetricDeclaration): string =>
  Object.entries(labels)
    .map(([name, { values, cardinality }]) =>
      values === undefined
        ? `${code(name)}${cardinality === undefined ? '' : ` (${cardinality})`}`
        : `${code(name)} (${values.join(', ')})`,
    )
    .join(', ');

const metricRow = (metric: MetricDeclaration, seen: Seen | undefined, since: MetricReleases | undefined): string => {
  const { name, kind, unit } = metric;
  const absent = seen?.absent[name];
  const without = seen?.withoutLabel[name];
  const release = since?.releases[name];
  const remarks = [
    ...(release === undefined ? [] : [`since ${release}`]),
    ...(absent === undefined ? [] : [`not seen: ${absent}`]),
    ...(without === undefined ? [] : [`without ${without.labels.map(code).join(', ')}: ${without.reason}`]),
    ...(seen?.untyped.includes(name) === true ? ['exposed without a type'] : []),
  ];
  return `| ${code(name)} | ${kind} | ${unit ?? ''} | ${cell(labelsOf(metric))} | ${cell(remarks.join('; '))} |`;
};

const alertRow = (name: string, alert: AlertTemplate<never>): string =>
  [
    '',
    ` ${code(name)}${alert.byDefault === false ? ' (off by default)' : ''} `,
    ` ${alert.severity} `,
    ` ${alert.threshold ?? ''} `,
    ` ${alert.for ?? ''} `,
    ` ${cell(alert.source)} `,
    '',
  ].join('|');

const table = (head: readonly string[], rows: readonly string[]): readonly string[] =>
  rows.length === 0 ? [] : ['', `| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows];

const section = (integration: DocumentedIntegration, seen: Seen | undefined): readonly string[] => {
  const { kind, scope, source, needs = [], alerts = {}, only, since, options, example } = integration.definition;
  return [
    '',
    `## ${kind}`,
    '',
    `- Where: ${scopes[scope]}.`,
    `- Names from: ${source}.`,
    seen === undefined
      ? '- Compared with the real thing: no; the source above is cited.'
      : `- Compared with the real thing: \`${seen.program}\` ${seen.version}, against ${seen.against}.`,
    ...(Object.keys(options).length === 0 ? [] : [`- Options: ${Object.entries(options).map(optionText).join(', ')}.`]),
    ...deployed(integration),
    ...(only === undefined ? [] : [`- Rules only on: ${only.join(', ')}.`]),
    ...needs.map(need => `- Needs: ${need}`),
    ...table(
      ['metric', 'kind', 'unit', 'labels', 'remarks'],
      Object.values(integration.metricsOf(example)).map(metric => metricRow(metric, seen, since)),
    ),
    ...table(
      ['alert', 'severity', 'threshold', 'for', 'where it comes from'],
      Object.entries(alerts).map(([name, alert]) => alertRow(name, alert)),
    ),
  ];
};

/** docs/integrations.md: what each integration knows, and how it was proved. */
export const integrationsPage = (
  integrations: readonly DocumentedIntegration[],
  compared: Readonly<Record<string, Seen>>,
): string =>
  [
    '<!-- Rendered by `make docs` from the registry of integrations and test/full/seen.ts. -->',
    '# Integrations',
    '',
    'An integration knows one runtime, exporter or component: its metrics, how it is scraped, and the alerts, recording',
    'rules and dashboard rows that come along. An alert is changed or switched off by its name:',
    '',
    '```ts',
    'postgres({ …, alerts: { PostgresConnectionsHigh: { threshold: 0.9 }, PostgresCacheHitsLow: false } })',
    '```',
    '',
    'A service may have several of what has an option `name`. The name goes into those of the exporter, the job and the',
    'rule group, and onto the alerts as the label `component`:',
    '',
    '```ts',
    "uses: [postgres({ host: 'main-db', … }), postgres({ name: 'orders', host: 'orders-db', … })] // jobs api-postgres, api-postgres-orders",
    '```',
    '',
    'The names of some integrations are compared with the real exporter, run with the command line that is deployed',
    '(`test/full/exporters.test.ts`), those of Prometheus, Alertmanager, blackbox and node with their newest release as well.',
    'What differs is listed there and here. The others cite where their names come from.',
    'Thresholds are in the unit of what is compared, and the metrics of an integration with options are those of its example.',
    ...[...integrations]
      .toSorted((a, b) => compareText(a.definition.kind, b.definition.kind))
      .flatMap(integration => section(integration, compared[integration.definition.kind])),
    '',
  ].join('\n');
