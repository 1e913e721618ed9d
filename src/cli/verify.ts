import type { Diagnostic } from '../core/diagnostic.ts';
import { formatDuration, parseDuration } from '../core/duration.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import type { Verified } from '../live/verified.ts';
import { type Deployment, verifyDeployment } from '../live/verify.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { readOptions } from './read-options.ts';
import { readRendered } from './rendered-output.ts';
import { hasErrors, renderDiagnostics } from './reporter.ts';
import { grafanaCredentials, readServer, serverOptions } from './server-options.ts';
import { textTable } from './text-table.ts';

const options = {
  prometheus: { type: 'string' },
  ruler: { type: 'string' },
  alertmanager: { type: 'string' },
  grafana: { type: 'string' },
  'grafana-token-file': { type: 'string' },
  out: { type: 'string' },
  wait: { type: 'string' },
  json: { type: 'boolean' },
  ...serverOptions,
} as const;

interface VerifyArguments {
  readonly deployment: Deployment;
  readonly folder: string;
  /** Milliseconds to try again. */
  readonly wait: number;
  readonly json: boolean;
}

/** `sightline verify`: whether what runs is what was rendered. 0 when it is, 1 when anything is missing or broken. */
export const verify: CommandDefinition = {
  run: async args => {
    const parsed = readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const rendered = await readRendered(parsed.folder);
    if (rendered instanceof UsageMistake) return rendered;
    const { deployment, wait, json } = parsed;
    const parts = await untilWell(() => verifyDeployment(deployment, rendered), wait);
    const servers: readonly Server[] = Object.values(deployment);
    const diagnostics = distinct([...servers.flatMap(serverWarnings), ...parts.flatMap(({ findings }) => findings)]);
    const passes = !hasErrors(diagnostics);
    if (json) {
      const checks = parts.map(({ what, detail, findings }) => ({ what, passes: !hasErrors(findings), detail }));
      process.stdout.write(`${JSON.stringify({ passes, checks, diagnostics }, undefined, 2)}\n`);
    } else {
      process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
      process.stdout.write(renderParts(parts));
    }
    return passes ? 0 : 1;
  },
};

/** A server that cannot be reached fails everything that is asked of it: that is one finding. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map(diagnostic => [JSON.stringify(diagnostic), diagnostic])).values(),
];

const readArguments = (args: readonly string[]): VerifyArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`verify reads no stack; got ${positionals.join(', ')}. Name the output folder with --out.`);
  const wait = parseDuration(values.wait ?? '0s');
  if (wait === undefined || wait > longestWait)
    return new UsageMistake(
      `--wait needs a duration up to ${formatDuration(longestWait)}, such as 2m; got "${values.wait}".`,
    );
  const prometheus = readServer('Prometheus', 'prometheus', values.prometheus, values);
  if (prometheus instanceof UsageMistake) return prometheus;
  const ruler = values.ruler === undefined ? undefined : readServer('The ruler', 'ruler', values.ruler, values);
  if (ruler instanceof UsageMistake) return ruler;
  const alertmanager =
    values.alertmanager === undefined
      ? undefined
      : readServer('Alertmanager', 'alertmanager', values.alertmanager, values);
  if (alertmanager instanceof UsageMistake) return alertmanager;
  const grafana =
    values.grafana === undefined
      ? undefined
      : readServer('Grafana', 'grafana', values.grafana, values, grafanaCredentials);
  if (grafana instanceof UsageMistake) return grafana;
  return {
    deployment: {
      prometheus,
      ...(ruler === undefined ? {} : { ruler }),
      ...(alertmanager === undefined ? {} : { alertmanager }),
      ...(grafana === undefined ? {} : { grafana }),
    },
    folder: values.out ?? '.',
    wait,
    json: values.json === true,
  };
};

/** Longest time to try again, in milliseconds. */
const longestWait = 1_800_000;
/** Milliseconds between two tries: targets are scraped and rules evaluated every few seconds. */
const pause = 2_000;

/** A deployment needs its time: looks again until all is well or the time is over. */
const untilWell = async (look: () => Promise<readonly Verified[]>, wait: number): Promise<readonly Verified[]> => {
  const end = Date.now() + wait;
  for (;;) {
    const parts = await look();
    if (parts.every(({ findings }) => !hasErrors(findings)) || Date.now() + pause > end) return parts;
    await new Promise<void>(next => {
      setTimeout(next, pause);
    });
  }
};

const renderParts = (parts: readonly Verified[]): string =>
  textTable(
    ['CHECK', 'RESULT', 'FOUND'],
    parts.map(({ what, detail, findings }) => [what, hasErrors(findings) ? 'failed' : 'ok', detail]),
  );
