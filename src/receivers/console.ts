import { ports, workloads } from '../ir/conventions.ts';
import { maxAlerts, requestTimeout } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface ConsoleOptions {
  /** Alerts per line. Default 10; 0 means all. */
  readonly maxAlerts?: number;
}

/** Prints each message as a line of JSON on the standard output of a small server that comes along. */
export const console = defineReceiver<ConsoleOptions>()({
  kind: 'console',
  key: 'webhook_configs',
  since: '0.25',
  options: { maxAlerts: { kind: 'number' } },
  tellsSomebody: false,
  secrets: () => [],
  reaches: () => [],
  connects: [{ workload: workloads.alertLog, port: ports.alertLog.name }],
  render: (options, context) => ({
    url: `${context.connect(workloads.alertLog, ports.alertLog.name)}/alerts`,
    max_alerts: options.maxAlerts ?? maxAlerts,
    timeout: requestTimeout,
  }),
  example: {},
});
