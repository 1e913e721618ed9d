import { formatNumber } from '../core/decimal.ts';
import { openPrometheus } from '../live/prometheus.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import { askStatus, type Status } from '../live/status.ts';
import { budgetTable } from './budget-table.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { readQueriesFile } from './queries-file.ts';
import { readOptions } from './read-options.ts';
import { renderDiagnostics } from './reporter.ts';
import { readServer, readServices, serverOptions } from './server-options.ts';
import { textTable } from './text-table.ts';

const options = {
  prometheus: { type: 'string' },
  service: { type: 'string', multiple: true },
  queries: { type: 'string' },
  json: { type: 'boolean' },
  ...serverOptions,
} as const;

interface StatusArguments {
  readonly server: Server;
  readonly services: readonly string[];
  readonly queries: string | undefined;
  readonly json: boolean;
}

/** `sightline status`: budgets, performance and probes as they are now. 0 when they are known, however bad; 1 when not. */
export const status: CommandDefinition = {
  run: async args => {
    const parsed = readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const queries = readQueriesFile(parsed.queries);
    if (queries instanceof UsageMistake) return queries;
    const { server, json } = parsed;
    const answer = await askStatus(openPrometheus(server), parsed.services, queries);
    const known: Status = 'failure' in answer ? { services: [] } : answer.value;
    const diagnostics = [...serverWarnings(server), ...('failure' in answer ? [answer.failure] : answer.notes)];
    if (json) process.stdout.write(`${JSON.stringify({ ...known, diagnostics }, undefined, 2)}\n`);
    else {
      process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
      process.stdout.write(renderStatus(known));
    }
    return 'failure' in answer ? 1 : 0;
  },
};

const readArguments = (args: readonly string[]): StatusArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`status reads no file; got ${positionals.join(', ')}. Name services with --service.`);
  const server = readServer('Prometheus', 'prometheus', values.prometheus, values);
  if (server instanceof UsageMistake) return server;
  return { server, services: readServices(values.service), queries: values.queries, json: values.json === true };
};

/** Up to three tables; one that would be empty is left out. */
const renderStatus = ({ services }: Status): string => {
  const budgets = services.flatMap(({ service, team, budgets: all }) =>
    all.map(budget => ({ service, team, ...budget })),
  );
  const performance = services.flatMap(({ service, performance: all = [] }) =>
    all.map(({ id, histogram, status: now, p95, target_p95, p99, target_p99 }) => [
      service,
      id,
      histogram,
      now,
      seconds(p95),
      seconds(target_p95),
      seconds(p99),
      seconds(target_p99),
    ]),
  );
  const probes = services.flatMap(({ service, probes: all = [] }) =>
    all.map(({ probe, instance, status: now, response_time_ms, message }) => [
      service,
      probe,
      now,
      response_time_ms === null ? '-' : `${response_time_ms} ms`,
      `${instance} ${message}`,
    ]),
  );
  return [
    ...(budgets.length === 0 ? [] : [budgetTable(budgets)]),
    ...(performance.length === 0
      ? []
      : [textTable(['SERVICE', 'LIMITS', 'HISTOGRAM', 'STATUS', 'P95', 'LIMIT', 'P99', 'LIMIT'], performance)]),
    ...(probes.length === 0 ? [] : [textTable(['SERVICE', 'PROBE', 'STATUS', 'TIME', 'LAST ANSWER'], probes)]),
  ].join('\n');
};

const seconds = (value: number | null): string =>
  value === null ? '-' : `${formatNumber(Math.round(value * 1_000) / 1_000)} s`;
