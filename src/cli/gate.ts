import { askGate, type GatePolicy, type GateVerdict } from '../live/gate.ts';
import { openPrometheus } from '../live/prometheus.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import { servicesOf } from '../live/services.ts';
import { budgetTable } from './budget-table.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { readOptions } from './read-options.ts';
import { renderDiagnostics } from './reporter.ts';
import { readServer, readServices, serverOptions } from './server-options.ts';

const options = {
  prometheus: { type: 'string' },
  service: { type: 'string', multiple: true },
  fail: { type: 'string' },
  for: { type: 'string' },
  json: { type: 'boolean' },
  ...serverOptions,
} as const;

interface GateArguments {
  readonly server: Server;
  readonly services: readonly string[];
  readonly policy: GatePolicy;
  readonly json: boolean;
}

/** `sightline gate`: 0 when deployments (or merges) may go on, 1 when a spent error budget (or ignorance, failing closed) stops them. */
export const gate: CommandDefinition = {
  run: async args => {
    const parsed = readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { server, services, policy, json } = parsed;
    const verdict = await askGate(openPrometheus(server), services, policy);
    const diagnostics = [...serverWarnings(server), ...verdict.diagnostics];
    if (json) {
      const { decision, passes, reason, budgets } = verdict;
      const result = {
        decision,
        passes,
        for: policy.what,
        fail: policy.fail,
        reason,
        services: servicesOf(budgets),
        diagnostics,
      };
      process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    } else {
      process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
      process.stdout.write(renderVerdict(verdict));
    }
    return verdict.passes ? 0 : 1;
  },
};

const readArguments = (args: readonly string[]): GateArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`gate reads no file; got ${positionals.join(', ')}. Name services with --service.`);
  const fail = values.fail ?? 'closed';
  if (fail !== 'open' && fail !== 'closed') return new UsageMistake(`--fail is open or closed; got "${fail}".`);
  const what = values.for ?? 'deploy';
  if (what !== 'deploy' && what !== 'merge') return new UsageMistake(`--for is deploy or merge; got "${what}".`);
  const server = readServer('Prometheus', 'prometheus', values.prometheus, values);
  if (server instanceof UsageMistake) return server;
  return { server, services: readServices(values.service), policy: { what, fail }, json: values.json === true };
};

const renderVerdict = ({ budgets, reason }: GateVerdict): string =>
  `${budgets.length === 0 ? '' : `${budgetTable(budgets)}\n`}${reason}\n`;
