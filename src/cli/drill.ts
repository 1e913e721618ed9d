import type { Diagnostic } from '../core/diagnostic.ts';
import { formatDuration, parseDuration } from '../core/duration.ts';
import type { DrillPlan, DrillReport } from '../live/drill.ts';
import { drills } from '../live/drills.ts';
import type { LabelSet } from '../live/samples.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { chooseAlert, type DrilledAlert, oneOfEachRoute } from './drilled-alerts.ts';
import { readOptions } from './read-options.ts';
import { type RenderedAlert, renderedAlerts } from './rendered-alerts.ts';
import { readReport, readRuleFiles } from './rendered-output.ts';
import { renderedReaches } from './rendered-reach.ts';
import { hasErrors, renderDiagnostics } from './reporter.ts';
import { readServer, serverOptions } from './server-options.ts';
import { textTable } from './text-table.ts';

const options = {
  alertmanager: { type: 'string' },
  alert: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  label: { type: 'string', multiple: true },
  out: { type: 'string' },
  wait: { type: 'string' },
  'wait-resolved': { type: 'string' },
  json: { type: 'boolean' },
  ...serverOptions,
} as const;

interface DrillArguments {
  readonly server: Server;
  readonly plans: readonly DrillPlan[];
  readonly json: boolean;
}

/** `sightline drill`: sends test alerts, one after the other, and follows them. 0 when every receiver was told, 1 when one was not. */
export const drill: CommandDefinition = {
  run: async args => {
    const parsed = await readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { server, plans, json } = parsed;
    const clock = {
      now: Date.now,
      sleep: (milliseconds: number) =>
        new Promise<void>(next => {
          setTimeout(next, milliseconds);
        }),
    };
    const reports = await drills(server, plans, clock);
    const warnings = serverWarnings(server);
    const passes = reports.every(({ findings }) => !hasErrors(findings));
    if (json) {
      const drilled = reports.map(({ findings, ...one }) => ({ ...one, diagnostics: findings }));
      const unsent = plans.slice(reports.length).map(({ labels }) => labels);
      process.stdout.write(
        `${JSON.stringify({ passes, drills: drilled, unsent, diagnostics: warnings }, undefined, 2)}\n`,
      );
    } else {
      const findings = reports.flatMap(one => one.findings.map(finding => naming(finding, one, plans.length)));
      process.stderr.write(renderDiagnostics([...warnings, ...findings], process.stderr.isTTY));
      process.stdout.write(renderReports(plans, reports));
    }
    return passes ? 0 : 1;
  },
};

/** Of several drills, each finding says which one it is about. */
const naming = (finding: Diagnostic, { labels }: DrillReport, count: number): Diagnostic =>
  count === 1 ? finding : { ...finding, path: `${finding.path}, ${calledBy(labels)}` };

const calledBy = ({ alertname = '', service }: LabelSet): string =>
  service === undefined ? alertname : `${alertname}{service="${service}"}`;

const renderReports = (plans: readonly DrillPlan[], reports: readonly DrillReport[]): string => {
  const after = (told: number | undefined): string => (told === undefined ? '' : `after ${(told / 1_000).toFixed(1)}s`);
  const rows = plans.flatMap(({ labels }, i): readonly (readonly string[])[] => {
    const name = calledBy(labels);
    const one = reports[i];
    if (one?.sent !== true) return [[name, '-', '-', 'not sent', '-']];
    if (one.ways.length === 0) return [[name, '-', '-', 'not seen', '-']];
    return one.ways.map(({ receiver, integration, told, toldResolved }) => [
      name,
      receiver,
      integration,
      after(told) || 'not seen',
      after(toldResolved) || '-',
    ]);
  });
  const ways = reports.flatMap(one => one.ways);
  const sent = reports.filter(one => one.sent).length;
  const told = ways.filter(way => way.told !== undefined).length;
  return `${textTable(['ALERT', 'RECEIVER', 'BY', 'TOLD', 'TOLD OF THE END'], rows)}${sent} of ${plans.length} test alerts sent, ${told} of ${ways.length} ways told\n`;
};

/** Longest time to wait, in milliseconds: a mail may be held until the morning, and nobody waits for that here. */
const longestWait = 1_800_000;

const readArguments = async (args: readonly string[]): Promise<DrillArguments | UsageMistake> => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`drill reads no stack; got ${positionals.join(', ')}. Name the alerts with --alert.`);
  const server = readServer('Alertmanager', 'alertmanager', values.alertmanager, values);
  if (server instanceof UsageMistake) return server;
  const names = [...new Set(values.alert ?? [])];
  const isAll = values.all === true;
  if (names.length === 0 && !isAll) return new UsageMistake('Say which alerts to send: --alert NAME, or --all.');
  if (names.length > 0 && isAll)
    return new UsageMistake('--all chooses the alerts itself: leave out --alert, or leave out --all.');
  const wait = readWait('wait', values.wait ?? '2m');
  if (wait instanceof UsageMistake) return wait;
  const waitResolved = readWait('wait-resolved', values['wait-resolved'] ?? '0s');
  if (waitResolved instanceof UsageMistake) return waitResolved;
  const given = readLabels(values.label ?? []);
  if (given instanceof UsageMistake) return given;
  const files = await readRuleFiles(values.out ?? '.');
  if (files instanceof UsageMistake) return files;
  const chosen = await chooseAlerts(isAll ? undefined : names, renderedAlerts(files), given, values.out ?? '.');
  if (chosen instanceof UsageMistake) return chosen;
  const id = `${Date.now().toString(36)}-${process.pid}`;
  return {
    server,
    plans: chosen.map(({ labels, ...rest }, i) => ({
      ...rest,
      // No real series has this instance: what the test alert inhibits by instance is nothing real.
      labels: { instance: 'drill', ...labels, ...given },
      id: chosen.length === 1 ? id : `${id}-${i + 1}`,
      wait,
      waitResolved,
    })),
    json: values.json === true,
  };
};

/** The alerts of these names; without names one for each set of receivers. */
const chooseAlerts = async (
  names: readonly string[] | undefined,
  alerts: readonly RenderedAlert[],
  given: LabelSet,
  out: string,
): Promise<readonly DrilledAlert[] | UsageMistake> => {
  const chosen: DrilledAlert[] = [];
  for (const name of names ?? []) {
    const one = chooseAlert(alerts, name, given);
    if (one instanceof UsageMistake) return one;
    chosen.push(one);
  }
  if (names !== undefined) return chosen;
  const report = await readReport(out, 'dist/reports/time-to-notify.json');
  if (report instanceof UsageMistake) return report;
  const each = oneOfEachRoute(alerts, renderedReaches(report), given);
  return each.length === 0 ? new UsageMistake('No rendered alert with these labels reaches a receiver.') : each;
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
