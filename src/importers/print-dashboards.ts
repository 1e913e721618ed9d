import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import type { PanelEntry, RowEntry } from '../catalogue/dashboard.ts';
import { childPath } from '../catalogue/paths.ts';
import type { JsonObject } from '../core/json.ts';
import type { ImportedDashboard, ImportedDashboards } from './import-dashboards.ts';
import { adoption, suppressedAt } from './print-stack.ts';
import { commentLines, stringLiteral } from './print-typescript.ts';
import { valueLines, type Written, writtenJson, writtenList, writtenObject, writtenText } from './print-value.ts';
import { freeVariable, reservedVariables } from './variable-names.ts';

/** The dashboards as a program in TypeScript. The suppressions all end on one day. */
export const printDashboards = (stack: ImportedDashboards, suppressions: readonly SuppressionEntry[] = []): string => {
  const [first] = suppressions;
  const { suppressed, own } = suppressedAt(stack.org, suppressions);
  const looks = commonLooks(stack);
  const usesRaw = stack.dashboards.some(({ panels }) => panels.some(({ fidelity }) => fidelity === 'raw'));
  return `${[
    `import { Dashboard, ObservabilityStack, ${usesRaw ? 'panels, ' : ''}Team } from 'sightline';`,
    '',
    ...commentLines([`Imported from ${stack.files.join(', ')}.`], 0),
    ...(first === undefined ? [] : ['', ...adoption('dashboards', first)]),
    '',
    ...stackLines(stack),
    ...(own.length === 0 ? [] : ['', ...own]),
    '',
    `new Team(stack, ${stringLiteral(stack.team)}, { timezone: 'UTC' })${suppressed(childPath(stack.org, stack.team))};`,
    ...[...looks.values()].flatMap(({ name, settings, panels }) => [
      '',
      `// Grafana's own settings of ${panels} panels.`,
      ...valueLines(`const ${name} = `, writtenJson(settings), ';'),
    ]),
    ...stack.dashboards.flatMap(dashboard => [
      '',
      ...dashboardComments(dashboard),
      ...valueLines(
        `new Dashboard(stack, ${stringLiteral(dashboard.entry.id)}, `,
        page(dashboard, looks),
        `)${suppressed(dashboard.path)};`,
      ),
    ]),
    '',
    'export default stack;',
  ].join('\n')}\n`;
};

const stackLines = ({ org, environment, external }: ImportedDashboards): readonly string[] => {
  const open = `const stack = new ObservabilityStack(${stringLiteral(org)}, `;
  const lines = valueLines(
    open,
    writtenObject([
      ['environment', stringLiteral(environment)],
      [
        'external',
        external.length === 0
          ? undefined
          : writtenList(external.map(name => writtenObject([['name', stringLiteral(name)]]))),
      ],
    ]),
    ');',
  );
  return external.length === 0
    ? lines
    : [
        ...commentLines(
          [
            'What the dashboards read and nothing in this stack exposes yet is `external`. Declare a metric on the service',
            'that exposes it, or use an integration, and remove it here: from then on its labels are checked as well.',
          ],
          0,
        ),
        ...lines,
      ];
};

const dashboardComments = ({ entry, notes, panels }: ImportedDashboard): readonly string[] => {
  const changed = panels.flatMap(({ title, notes: own }) =>
    own.map(note => `- ${title === '' ? 'a panel without a title' : `"${title}"`} ${note}`),
  );
  return commentLines([`${entry.title}.`, ...notes, ...changed], 0);
};

/** Settings that several panels have in common. */
interface Looks {
  readonly name: string;
  readonly settings: JsonObject;
  readonly panels: number;
}

/** Settings shorter than this are repeated. */
const shortLooks = 60;

const commonLooks = ({ dashboards }: ImportedDashboards): ReadonlyMap<string, Looks> => {
  const panels = dashboards.flatMap(({ entry }) => entry.rows.flatMap(row => row.panels));
  const counts = new Map<string, { readonly panel: PanelEntry; count: number }>();
  for (const panel of panels) {
    if (panel.grafana === undefined) continue;
    const key = JSON.stringify(panel.grafana);
    const known = counts.get(key) ?? { panel, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  const taken = new Set<string>([...reservedVariables, 'panels']);
  return new Map(
    [...counts]
      .filter(([key, { count }]) => count > 1 && key.length > shortLooks)
      .map(([key, { panel, count }]): [string, Looks] => [
        key,
        { name: freeVariable(`${panel.kind}-looks`, taken), settings: panel.grafana ?? {}, panels: count },
      ]),
  );
};

const page = ({ entry }: ImportedDashboard, looks: ReadonlyMap<string, Looks>): Written =>
  writtenObject([
    ['title', stringLiteral(entry.title)],
    ['uid', text(entry.uid)],
    ['description', text(entry.description)],
    ['tags', json(entry.tags)],
    ['refresh', text(entry.refresh)],
    ['range', text(entry.range)],
    [
      'variables',
      entry.variables === undefined
        ? undefined
        : writtenObject(
            Object.entries(entry.variables).map(([name, { metric, label, title }]) => [
              name,
              writtenObject([
                ['metric', stringLiteral(metric)],
                ['label', stringLiteral(label)],
                ['title', text(title)],
              ]),
            ]),
          ),
    ],
    ['rows', writtenList(entry.rows.map(each => row(each, looks)))],
    ['grafana', json(entry.grafana)],
  ]);

const row = (entry: RowEntry, looks: ReadonlyMap<string, Looks>): Written =>
  writtenObject([
    ['title', stringLiteral(entry.title)],
    ['heading', flag(entry.heading)],
    ['collapsed', flag(entry.collapsed)],
    ['grafana', json(entry.grafana)],
    ['panels', writtenList(entry.panels.map(each => panel(each, looks)))],
  ]);

const settings = ({ grafana }: PanelEntry, looks: ReadonlyMap<string, Looks>): Written | undefined =>
  grafana === undefined ? undefined : (looks.get(JSON.stringify(grafana))?.name ?? writtenJson(grafana));

const panel = (entry: PanelEntry, looks: ReadonlyMap<string, Looks>): Written => {
  const placed = [
    ['width', number(entry.width)],
    ['height', number(entry.height)],
    ['at', json(entry.at === undefined ? undefined : { ...entry.at })],
    ['grafana', settings(entry, looks)],
  ] as const;
  if (entry.raw !== undefined) return rawCall(entry.raw, writtenObject(placed));
  return writtenObject([
    ['kind', stringLiteral(entry.kind)],
    ['title', stringLiteral(entry.title)],
    ['description', writtenText(entry.description)],
    ['text', entry.text === undefined ? undefined : writtenText(entry.text)],
    ['matching', text(entry.matching)],
    ['unit', text(entry.unit)],
    ['decimals', number(entry.decimals)],
    ['noData', text(entry.noData)],
    [
      'queries',
      entry.queries === undefined
        ? undefined
        : writtenList(
            entry.queries.map(query =>
              writtenObject([
                ['expr', writtenText(query.expr)],
                ['legend', text(query.legend)],
                ['exemplars', flag(query.exemplars)],
                ['logs', json(query.logs === undefined ? undefined : { ...query.logs })],
                ['traces', json(query.traces === undefined ? undefined : { ...query.traces })],
                ['grafana', json(query.grafana)],
              ]),
            ),
          ),
    ],
    ['thresholds', json(entry.thresholds?.map(each => ({ ...each })))],
    ['states', json(entry.states?.map(each => ({ ...each })))],
    ['valueLinks', json(entry.valueLinks?.map(each => ({ ...each })))],
    ['links', json(entry.links?.map(each => ({ ...each })))],
    ...placed,
  ]);
};

/** `panels.raw({ … }, { width: 12 })`. */
const rawCall = (raw: JsonObject, own: Written): Written => {
  const body = writtenJson(raw);
  if (typeof body === 'string' || typeof own === 'string') return 'panels.raw({})';
  return own.items.length === 0
    ? { ...body, open: 'panels.raw({', close: '})' }
    : {
        open: 'panels.raw(',
        close: ')',
        pad: '',
        items: [
          { before: '', value: body },
          { before: '', value: own },
        ],
        apart: false,
      };
};

const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : writtenText(value));

const flag = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : String(value));

const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));

const json = (value: JsonObject[string]): Written | undefined => (value === undefined ? undefined : writtenJson(value));
