import { formatDuration } from '../core/duration.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { loadStack, scenarioFile } from './load-stack.ts';
import { readOptions } from './read-options.ts';
import { hasErrors, locateAll, renderDiagnostics } from './reporter.ts';
import { textTable } from './text-table.ts';

const options = { json: { type: 'boolean' } } as const;

/** `sightline simulate`: who would be told of what, when and how often. 0 when it could be played, 1 when not. */
export const simulate: CommandDefinition = {
  run: async args => {
    const parsed = readOptions(args, options);
    if (parsed instanceof UsageMistake) return parsed;
    const { values, positionals } = parsed;
    if (positionals.length > 1) return new UsageMistake(`One scenario file is enough; got ${positionals.join(', ')}.`);
    const file = positionals[0] ?? 'scenario.ts';
    const cwd = process.cwd();
    const loaded = await loadStack(file, scenarioFile);
    const { playScenario } = await import('../synth/play-scenario.ts');
    const { simulation, diagnostics } =
      'failure' in loaded
        ? { simulation: undefined, diagnostics: [loaded.failure] }
        : await playScenario(loaded.program);
    const place = 'failure' in loaded ? () => loaded.place : loaded.program.locate;
    const located = locateAll(diagnostics, place, cwd);
    if (values.json === true)
      process.stdout.write(
        `${JSON.stringify({ ...(simulation === undefined ? {} : dataOf(simulation)), diagnostics: located }, undefined, 2)}\n`,
      );
    else {
      process.stderr.write(renderDiagnostics(located, process.stderr.isTTY));
      if (simulation !== undefined) process.stdout.write(render(simulation));
    }
    return hasErrors(located) ? 1 : 0;
  },
};

type Labels = Readonly<Record<string, string>>;

/** Labels that tell apart what has one name. */
const telling = ['service', 'slo', 'probe', 'instance'] as const;

const nameOf = (labels: Labels): string => labels['alertname'] ?? '';

/** `ServiceDown{service="api"} (2)`: alerts of one name and service, and how many. */
const brief = (alerts: readonly Labels[]): string => {
  const counts = new Map<string, number>();
  for (const labels of alerts) {
    const { service } = labels;
    const name = `${nameOf(labels)}${service === undefined ? '' : `{service="${service}"}`}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`)).join(', ');
};

const render = ({ start, notifications, suppressions, alerts }: Simulation): string => {
  const time = (at: number): string => `+${formatDuration(at - start)}`;
  const messages = textTable(
    ['TIME', 'RECEIVER', 'BECAUSE', 'FIRING', 'RESOLVED'],
    notifications.map(({ at, receiver, cause, firing, resolved }) => [
      time(at),
      receiver,
      cause === 'fires' ? 'an alert fires' : cause === 'ends' ? 'an alert ended' : 'it goes on',
      brief(firing) || '-',
      brief(resolved) || '-',
    ]),
  );
  const counts = new Map<string, number>();
  for (const { receiver } of notifications) counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
  const totals = textTable(
    ['RECEIVER', 'MESSAGES'],
    [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([receiver, count]) => [receiver, String(count)]),
  );
  const quiet = new Map<string, number>();
  for (const { receiver, labels, by, at } of suppressions) {
    const line = `${nameOf(labels)}${telling.flatMap(label => (labels[label] === undefined ? [] : [` ${label}=${labels[label]}`])).join('')}\0${receiver}\0${by}`;
    if (!quiet.has(line)) quiet.set(line, at);
  }
  const kept = textTable(
    ['FROM', 'ALERT', 'NOT TOLD TO', 'BY'],
    [...quiet].map(([line, at]) => [time(at), ...line.split('\0')]),
  );
  const fired = alerts.filter(({ firingAt }) => firingAt !== undefined).length;
  return [
    messages,
    `\n${fired} ${fired === 1 ? 'alert' : 'alerts'} fired.\n\n`,
    totals,
    quiet.size === 0 ? '' : `\n${kept}`,
  ].join('');
};

/** The same as data; times are seconds from the beginning. */
const dataOf = ({ start, alerts, notifications, suppressions, ...rest }: Simulation): object => {
  const seconds = (at: number | undefined): number | undefined => (at === undefined ? undefined : (at - start) / 1_000);
  return {
    start: new Date(start).toISOString(),
    notifications: notifications.map(({ at, ...message }) => ({ at: seconds(at), ...message })),
    alerts: alerts.map(({ pendingAt, firingAt, endedAt, ...alert }) => ({
      ...alert,
      pendingAt: seconds(pendingAt),
      firingAt: seconds(firingAt),
      endedAt: seconds(endedAt),
    })),
    suppressions: suppressions.map(({ at, ...suppression }) => ({ at: seconds(at), ...suppression })),
    ...rest,
  };
};
