import { formatDuration, parseDuration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { type DrillPlan, type DrillReport, drill as runDrill } from '../live/drill.ts';
import type { LabelSet } from '../live/samples.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { readOptions } from './read-options.ts';
import { type RenderedAlert, renderedAlerts } from './rendered-alerts.ts';
import { readRuleFiles } from './rendered-output.ts';
import { hasErrors, renderDiagnostics } from './reporter.ts';
import { readServer, serverOptions } from './server-options.ts';
import { textTable } from './text-table.ts';

const options = {
  alertmanager: { type: 'string' },
  alert: { type: 'string' },
  label: { type: 'string', multiple: true },
  out: { type: 'string' },
  wait: { type: 'string' },
  'wait-resolved': { type: 'string' },
  json: { type: 'boolean' },
  ...serverOptions,
} as const;

interface DrillArguments {
  readonly server: Server;
  readonly plan: DrillPlan;
  readonly json: boolean;
}

/** `sightline drill`: sends a test alert and follows it. 0 when every receiver was told, 1 when one was not. */
export const drill: CommandDefinition = {
  run: async args => {
    const parsed = await readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { server, plan, json } = parsed;
    const clock = {
      now: Date.now,
      sleep: (milliseconds: number) =>
        new Promise<void>(next => {
          setTimeout(next, milliseconds);
        }),
    };
    const { labels, ways, findings } = await runDrill(server, plan, clock);
    const diagnostics = [...serverWarnings(server), ...findings];
    const passes = !hasErrors(diagnostics);
    if (json) process.stdout.write(`${JSON.stringify({ passes, labels, ways, diagnostics }, undefined, 2)}\n`);
    else {
      process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
      if (ways.length > 0) process.stdout.write(renderWays(ways));
    }
    return passes ? 0 : 1;
  },
};

const renderWays = (ways: DrillReport['ways']): string => {
  const after = (told: number | undefined): string =>
    told === undefined ? '-' : `after ${(told / 1_000).toFixed(1)}s`;
  return textTable(
    ['RECEIVER', 'BY', 'TOLD', 'TOLD OF THE END'],
    ways.map(({ receiver, integration, told, toldResolved }) => [
      receiver,
      integration,
      after(told),
      after(toldResolved),
    ]),
  );
};

/** Longest time to wait, in milliseconds: a mail may be held until the morning, and nobody waits for that here. */
const longestWait = 1_800_000;

const readArguments = async (args: readonly string[]): Promise<DrillArguments | UsageMistake> => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`drill reads no stack; got ${positionals.join(', ')}. Name the alert with --alert.`);
  const server = readServer('Alertmanager', 'alertmanager', values.alertmanager, values);
  if (server instanceof UsageMistake) return server;
  if (values.alert === undefined) return new UsageMistake('Say which alert to send: --alert NAME.');
  const wait = readWait('wait', values.wait ?? '2m');
  if (wait instanceof UsageMistake) return wait;
  const waitResolved = readWait('wait-resolved', values['wait-resolved'] ?? '0s');
  if (waitResolved instanceof UsageMistake) return waitResolved;
  const given = readLabels(values.label ?? []);
  if (given instanceof UsageMistake) return given;
  const files = await readRuleFiles(values.out ?? '.');
  if (files instanceof UsageMistake) return files;
  const chosen = chooseAlert(renderedAlerts(files), values.alert, given);
  if (chosen instanceof UsageMistake) return chosen;
  const id = `${Date.now().toString(36)}-${process.pid}`;
  return {
    server,
    // No real series has this instance: what the test alert inhibits by instance is nothing real.
    plan: { labels: { instance: 'drill', ...chosen, ...given }, id, wait, waitResolved },
    json: values.json === true,
  };
};

const readWait = (option: string, text: string): number | UsageMistake => {
  const wait = parseDuration(text);
  return wait === undefined || wait > longestWait
    ? new UsageMistake(`--${option} needs a duration up to ${formatDuration(longestWait)}, such as 2m; got "${text}".`)
    : wait;
};

const readLabels = (pairs: readonly string[]): LabelSet | UsageMistake => {
  const labels = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, value] = /^([a-zA-Z_][a-zA-Z0-9_]*)=(.*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      return new UsageMistake(`--label needs a name and a value, as service=api; got "${pair}".`);
    labels.set(name, value);
  }
  return Object.fromEntries(labels);
};

/** The labels of the one rendered alert that is meant; the given labels choose among rules of one name. */
const chooseAlert = (alerts: readonly RenderedAlert[], name: string, given: LabelSet): LabelSet | UsageMistake => {
  const named = alerts.filter(alert => alert.name === name);
  if (named.length === 0) {
    const hint = suggest(name, [...new Set(alerts.map(alert => alert.name))].toSorted());
    return new UsageMistake(`There is no rendered alert "${name}".${hint === undefined ? '' : ` ${hint}`}`);
  }
  const fitting = named.filter(({ labels }) =>
    Object.entries(given).every(([label, value]) => labels[label] === undefined || labels[label] === value),
  );
  const sets = [...new Set(fitting.map(({ labels }) => JSON.stringify(labels)))];
  const [first] = fitting;
  if (first !== undefined && sets.length === 1) return { alertname: name, ...first.labels };
  const differing = ['service', 'slo', 'severity', 'team'].find(
    label => new Set(named.map(({ labels }) => labels[label])).size > 1,
  );
  const known = [...new Set(named.flatMap(({ labels }) => labels[differing ?? ''] ?? []))].map(
    value => `--label ${differing}=${value}`,
  );
  return new UsageMistake(
    `${fitting.length === 0 ? 'No rule' : `${sets.length} rules`} called "${name}" ${fitting.length === 0 ? 'has' : 'have'} these labels; choose with ${known.length === 0 ? '--label NAME=VALUE' : known.join(' or ')}.`,
  );
};
