import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration, parseDuration, seconds } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { openPrometheus } from '../live/prometheus.ts';
import { nameOf, type Server, serverWarnings } from '../live/server.ts';
import type { Dashboard } from '../preview/dashboard.ts';
import { printPage } from '../preview/print-page.ts';
import { variableUnknown } from '../preview/problems.ts';
import { readSet } from '../preview/read-set.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { askDashboards } from './preview-data.ts';
import { readDashboardFiles } from './preview-files.ts';
import { readOptions } from './read-options.ts';
import { hasErrors, type LocatedDiagnostic, renderCounts, renderDiagnostics } from './reporter.ts';
import { readServer, serverOptions } from './server-options.ts';

const options = {
  dashboards: { type: 'string' },
  prometheus: { type: 'string' },
  range: { type: 'string' },
  var: { type: 'string', multiple: true },
  out: { type: 'string' },
  ...serverOptions,
} as const;

interface PreviewArguments {
  /** A stack, or a folder of dashboards. */
  readonly stack: string | undefined;
  readonly folder: string | undefined;
  readonly server: Server | undefined;
  /** Seconds. */
  readonly range: number | undefined;
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly out: string | undefined;
}

/** `sightline preview`: the dashboards of a stack, or of a folder, as one page; with data when a Prometheus is named. */
export const preview: CommandDefinition = {
  run: async args => {
    const parsed = readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { server, range, variables, out } = parsed;
    const set = parsed.folder === undefined ? await ofStack(parsed.stack ?? 'stack.ts') : ofFolder(parsed.folder);
    const found: LocatedDiagnostic[] = [
      ...set.diagnostics,
      ...(hasErrors(set.diagnostics) ? [] : unknownVariables(set.dashboards, variables)),
      ...(server === undefined ? [] : serverWarnings(server)),
    ];
    const finish = (more: readonly Diagnostic[]): number => {
      const all = [...found, ...more];
      process.stderr.write(renderDiagnostics(all, process.stderr.isTTY));
      if (hasErrors(all)) process.stderr.write(`${renderCounts(all)}; nothing was written.\n`);
      return hasErrors(all) ? 1 : 0;
    };
    if (hasErrors(found)) return finish([]);
    const now = Math.floor(Date.now() / 1_000);
    let asked: { readonly server: string; readonly at: number } | undefined;
    let shown: Awaited<ReturnType<typeof askDashboards>> = new Map();
    if (server !== undefined) {
      const prometheus = openPrometheus(server);
      // A server that cannot be asked at all is said once, not by every panel.
      const first = await prometheus.query('vector(1)', now);
      if ('failure' in first) return finish([first.failure]);
      shown = await askDashboards(prometheus, set.dashboards, { range, now, scrape: set.scrape, variables });
      asked = { server: nameOf(server), at: now };
      process.stderr.write(`${summaryOf(shown)}\n`);
    }
    const page = printPage(set.dashboards, { title: set.title, ...readAssets(), asked, shown });
    if (out === undefined) {
      process.stdout.write(page);
      return finish([]);
    }
    return finish((await import('../synth/write.ts')).replaceFile(out, page));
  },
};

/** The longest range: beyond it a Prometheus has thrown away what it knew. */
const longestRange = 366 * 86_400;

const readArguments = (args: readonly string[]): PreviewArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 1) return new UsageMistake(`One stack file is enough; got ${positionals.join(', ')}.`);
  if (positionals.length === 1 && values.dashboards !== undefined)
    return new UsageMistake('Name a stack file or a folder with --dashboards, not both.');
  if (values.dashboards === '') return new UsageMistake('--dashboards needs a folder.');
  if (values.out === '') return new UsageMistake('--out needs a file.');
  const milliseconds = values.range === undefined ? undefined : parseDuration(values.range);
  const range = milliseconds === undefined ? undefined : milliseconds / 1_000;
  if (values.range !== undefined && (range === undefined || range < 60 || range > longestRange))
    return new UsageMistake(
      `--range needs a duration between 1m and ${formatDuration(longestRange * 1_000)}, such as 6h; got "${values.range}".`,
    );
  const variables = new Map<string, readonly string[]>();
  for (const pair of values.var ?? []) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      return new UsageMistake(`--var needs NAME=VALUE, such as service=api; got "${pair}".`);
    variables.set(name, [...(variables.get(name) ?? []), value]);
  }
  const unused = (['range', 'var', 'timeout', 'bearer-token-file', 'basic-auth-file', 'ca-file'] as const).find(
    name => values[name] !== undefined,
  );
  if (values.prometheus === undefined && unused !== undefined)
    return new UsageMistake(`--${unused} concerns data: say where Prometheus is with --prometheus https://HOST.`);
  const server =
    values.prometheus === undefined ? undefined : readServer('Prometheus', 'prometheus', values.prometheus, values);
  if (server instanceof UsageMistake) return server;
  return { stack: positionals[0], folder: values.dashboards, server, range, variables, out: values.out };
};

interface FoundSet {
  readonly title: string;
  readonly dashboards: readonly Dashboard[];
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Seconds between two scrapes. */
  readonly scrape: number;
}

/** As Prometheus scrapes when nobody says otherwise. */
const usualScrape = 15;

const ofStack = async (file: string): Promise<FoundSet> => {
  const { compile } = await import('./compile.ts');
  const { synthesis, diagnostics } = await compile({
    file,
    out: '.',
    targets: undefined,
    json: false,
    ruleTests: false,
  });
  const files = [...synthesis.files]
    .filter(([path]) => path.startsWith('dashboards/'))
    .map(([path, text]) => ({ path: path.slice('dashboards/'.length), text }));
  const scrape = seconds(synthesis.model?.intervals.scrape ?? '');
  const title = synthesis.model?.path ?? file;
  if (hasErrors(diagnostics)) return { title, dashboards: [], diagnostics, scrape };
  const set = readSet(files, file);
  return { title, dashboards: set.dashboards, diagnostics: [...diagnostics, ...set.diagnostics], scrape };
};

const ofFolder = (folder: string): FoundSet => {
  const { files, diagnostics } = readDashboardFiles(folder);
  // What cannot be read is said; that there is nothing else to show would only repeat it.
  const set =
    hasErrors(diagnostics) && files.length === 0 ? { dashboards: [], diagnostics: [] } : readSet(files, folder);
  return {
    title: basename(resolve(folder)),
    dashboards: set.dashboards,
    diagnostics: [...diagnostics, ...set.diagnostics],
    scrape: usualScrape,
  };
};

/** What came of the queries, each counted once. */
const summaryOf = (shown: Awaited<ReturnType<typeof askDashboards>>): string => {
  const outcomes = [...new Map([...shown.values()].flatMap(({ outcomes: all }) => [...all])).values()];
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
  const empty = outcomes.filter(outcome => outcome.kind === 'answered' && outcome.series.length === 0).length;
  const queries = `${outcomes.length} ${outcomes.length === 1 ? 'query' : 'queries'}`;
  return `${queries} asked: ${outcomes.length - failed - empty} with data, ${empty} without, ${failed} failed.`;
};

const unknownVariables = (
  dashboards: readonly Dashboard[],
  variables: ReadonlyMap<string, readonly string[]>,
): readonly Diagnostic[] => {
  const known = [...new Set(dashboards.flatMap(each => each.variables.map(({ name }) => name)))];
  return [...variables.keys()]
    .filter(name => !known.includes(name))
    .map(name => report(variableUnknown, name, `No dashboard has a variable \`${name}\`.`, suggest(name, known)));
};

/** The script and the style of the page lie beside the compiled command. */
const readAssets = (): { readonly script: string; readonly style: string } => ({
  script: readFileSync(new URL('../preview/page.js', import.meta.url), 'utf8'),
  style: readFileSync(new URL('../preview/page-style.css', import.meta.url), 'utf8'),
});
