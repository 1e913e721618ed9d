import { dirname, join, normalize } from 'node:path/posix';

/**
 * The map of the source as data, and a pure function that finds everything that leaves it. docs/architecture.md says
 * why the map is as it is.
 *
 * @module
 */

const registryRooms = ['receivers', 'integrations', 'targets'] as const;
const emitterMay = ['core', 'promql', 'ir', 'receivers', 'integrations', 'indicators', 'catalogue', 'model'] as const;
const emitters = ['prometheus', 'slo', 'alertmanager', 'blackbox', 'grafana', 'elastic', 'jaeger', 'sentry'] as const;
const lateMay = [...emitterMay, 'analysis'] as const;

/** Rooms that a room may import from, beside itself. `types` may be named but not run. */
interface Permission {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

/** The import table. A room that is missing here may not exist. */
export const rooms: Readonly<Record<string, Permission>> = {
  core: { values: [] },
  promql: { values: ['core'] },
  evaluate: { values: ['core', 'promql'] },
  ir: { values: ['core', 'promql'] },
  receivers: { values: ['core', 'ir'] },
  integrations: { values: ['core', 'promql', 'ir'] },
  indicators: { values: ['core', 'promql', 'ir'] },
  targets: { values: ['core', 'ir'] },
  catalogue: { values: ['core', 'promql', 'ir', 'indicators'], types: registryRooms },
  model: { values: ['core', 'promql', 'ir', 'catalogue', 'receivers', 'integrations', 'indicators'] },
  constructs: { values: ['core', 'promql', 'catalogue', 'receivers', 'integrations'] },
  ...Object.fromEntries(emitters.map(room => [room, { values: emitterMay }])),
  analysis: { values: emitterMay },
  derive: { values: lateMay },
  'rule-tests': { values: ['core', 'promql', 'evaluate', 'ir', 'analysis'] },
  simulate: { values: ['core', 'promql', 'evaluate', 'ir', 'receivers', 'catalogue', 'model', 'analysis'] },
  checks: { values: lateMay },
  importers: { values: ['core', 'promql', 'ir', 'catalogue'] },
  live: { values: ['core', 'ir'] },
  preview: { values: ['core'] },
  synth: {
    values: [...lateMay, 'derive', 'rule-tests', 'simulate', 'checks', 'targets', 'importers', 'live', ...emitters],
  },
  cli: {
    values: ['core', 'catalogue', 'analysis', 'simulate', 'checks', 'targets', 'importers', 'live', 'preview', 'synth'],
  },
  // The public interface is a room of one file.
  'index.ts': {
    values: ['core', 'promql', 'ir', 'receivers', 'integrations', 'catalogue', 'targets', 'constructs'],
  },
};

/** Where a package or a part of Node may be used: folders or files below src. What is missing here is used nowhere. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  cdk8s: ['targets/kubernetes/'],
  'cdk8s-plus-27': ['targets/kubernetes/'],
  constructs: ['constructs/'],
  yaml: ['core/'],
  '@grafana/grafana-foundation-sdk': ['grafana/'],
  jiti: ['cli/'],
  uplot: ['preview/client/'],
  'node:crypto': ['synth/write.ts', 'targets/content-hash.ts', 'preview/print-page.ts'],
  'node:fs': ['synth/write.ts', 'cli/'],
  'node:path': ['synth/write.ts', 'cli/'],
  'node:module': ['cli/load-stack.ts'],
  'node:url': ['cli/'],
  'node:util': ['cli/'],
  'node:http': ['live/'],
  'node:https': ['live/'],
  'node:net': ['live/'],
};

/** Packages that cost a tenth of a second: nothing that runs at the start may pull them in without a dynamic import. */
const heavy = ['cdk8s', 'cdk8s-plus-27', '@grafana/grafana-foundation-sdk', 'jiti'] as const;
const entries = ['index.ts', 'cli/main.ts', 'cli/synth.ts', 'cli/check.ts', 'synth/synthesize.ts'] as const;

/** Lists of registry entries: the only files that export what others define, beside the public interface. */
const registries = [...registryRooms, 'indicators', 'derive', 'checks', 'grafana/dashboards'].map(
  folder => `${folder}/index.ts`,
);

/** Longest file, in lines. */
export const longest = 400;

interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** A file below src, when it is one of ours. */
  readonly file: string | undefined;
  readonly kind: 'value' | 'type' | 'dynamic';
}

const names = String.raw`(?:[\w$]+(?:\s*,\s*\{[^}]*\})?|\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)`;
const statement = new RegExp(String.raw`^(?:import|export)\s+(type\s+)?${names}\s+from\s+'([^']+)'`, 'gm');
const sideEffect = /^import\s+'([^']+)'/gm;
const dynamic = /\bimport\(\s*'([^']+)'/g;
/** The types of a function's own arguments and results may be named beside it, within one folder. */
const passedOn = new RegExp(
  String.raw`^export\s+(?!type\s+${names}\s+from\s+'\./)(?:type\s+)?${names}\s+from\s+'`,
  'm',
);

const resolved = (from: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : undefined;

const importsOf = (file: string, text: string): readonly Import[] => {
  const make = (specifier: string, kind: Import['kind']): Import => ({
    specifier,
    file: resolved(file, specifier),
    kind,
  });
  return [
    ...[...text.matchAll(statement)].map(([, type, specifier = '']) =>
      make(specifier, type === undefined ? 'value' : 'type'),
    ),
    ...[...text.matchAll(sideEffect)].map(([, specifier = '']) => make(specifier, 'value')),
    ...[...text.matchAll(dynamic)].map(([, specifier = '']) => make(specifier, 'dynamic')),
  ];
};

const roomOf = (file: string): string => file.split('/')[0] ?? file;

/** `@scope/name/deep` and `name/deep` without what is deep. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

type Graph = ReadonlyMap<string, readonly Import[]>;

const importMistake = (file: string, used: Import, graph: Graph): string | undefined => {
  const says = `src/${file} imports ${used.specifier}`;
  if (used.file === undefined) {
    const name = packageOf(used.specifier);
    const allowed = packages[name] ?? [];
    if (allowed.some(place => file.startsWith(place))) return undefined;
    return allowed.length === 0
      ? `${says}: no room may use ${name}`
      : `${says}: only ${allowed.map(place => `src/${place}`).join(' and ')} may use ${name}`;
  }
  if (!graph.has(used.file)) return `${says}: there is no src/${used.file}`;
  const from = roomOf(file);
  const to = roomOf(used.file);
  const permission = rooms[from];
  if (permission === undefined || from === to || permission.values.includes(to)) return undefined;
  if (permission.types?.includes(to) === true)
    return used.kind === 'type' ? undefined : `${says}: ${from} may import types of ${to} only`;
  return `${says}: ${from} may not import from ${to}`;
};

const fileMistakes = (file: string, text: string): readonly string[] => {
  const lines = text.split('\n').length - 1;
  const isList = registries.includes(file);
  return [
    ...(rooms[roomOf(file)] === undefined ? [`src/${file} is in a room that the import table does not know`] : []),
    ...(lines > longest ? [`src/${file} has ${lines} lines: split what has a second reason to change`] : []),
    ...(/^export\s+\*/m.test(text) ? [`src/${file} exports *: name what is exported`] : []),
    ...(passedOn.test(text) && !isList && file !== 'index.ts'
      ? [`src/${file} passes on what another file exports: import it where it is defined`]
      : []),
    ...(isList && !/^(\/\*\*[^\n]*\*\/\n)?(export \{ \w+ \} from '\.\/[^']+';\n)+$/.test(text)
      ? [`src/${file} is more than a list of registry entries`]
      : []),
  ];
};

/** Every group of files that import each other in a circle, types included: the shortest circle of each, once. */
const cycles = (graph: Graph): readonly string[] => {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    trail.push(file);
    for (const { file: next, kind } of graph.get(file) ?? []) {
      if (next === undefined || kind === 'dynamic') continue;
      const known = state.get(next);
      if (known === undefined) visit(next);
      else if (known === 'open')
        found.push([...trail.slice(trail.indexOf(next)), next].map(step => `src/${step}`).join(' imports '));
    }
    trail.pop();
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (state.get(file) === undefined) visit(file);
  return found;
};

/** The way by which something that runs at the start pulls in a heavy package. */
const earlyLoads = (graph: Graph): readonly string[] =>
  entries.flatMap(entry => {
    const ways = new Map<string, readonly string[]>([[entry, [entry]]]);
    const found: string[] = [];
    for (const [file, way] of ways)
      for (const { file: next, kind, specifier } of graph.get(file) ?? []) {
        if (kind !== 'value') continue;
        if (next === undefined) {
          if (heavy.some(name => name === packageOf(specifier)))
            found.push(
              `${way.map(step => `src/${step}`).join(' imports ')} imports ${specifier}, which must be loaded when it is used`,
            );
        } else if (!ways.has(next)) ways.set(next, [...way, next]);
      }
    return found;
  });

/** Everything in the given files (path below src, to text) that leaves the map; each names the file and the import. */
export const violations = (files: ReadonlyMap<string, string>): readonly string[] => {
  const graph: Graph = new Map([...files].map(([file, text]) => [file, importsOf(file, text)]));
  return [
    ...[...files].flatMap(([file, text]) => fileMistakes(file, text)),
    ...[...graph].flatMap(([file, imports]) => imports.flatMap(used => importMistake(file, used, graph) ?? [])),
    ...cycles(graph),
    ...earlyLoads(graph),
  ];
};
