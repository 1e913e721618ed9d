import { workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface ProcessExporterOptions {
  /** Names of programs as the kernel has them (`comm`): at most 15 characters. */
  readonly processes: readonly string[];
}

const limits = { zombies: 10, restarts: 3 } as const;
const port = { name: 'metrics', port: 9256 } as const;
const groups = (options: ProcessExporterOptions) => ({ groupname: { values: options.processes } }) as const;

const running = 'namedprocess_namegroup_num_procs';

const emit = (options: ProcessExporterOptions, context: IntegrationContext) => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  return {
    workloads: [
      {
        id: workloads.processExporter,
        kind: 'daemon' as const,
        image: 'process-exporter' as const,
        replicas: 1,
        args: [
          '--procfs=/host/proc',
          `--procnames=${options.processes.join(',')}`,
          // Names of threads would be a series each.
          '--threads=false',
          `--web.listen-address=:${port.port}`,
        ],
        env: {},
        ports: [{ ...port, protocol: 'TCP' as const, audience: 'inside' as const }],
        storage: [],
        secrets: [],
        readiness: { kind: 'http' as const, path: '/', port: port.name },
        liveness: { kind: 'http' as const, path: '/', port: port.name },
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        host: { network: false, pid: true, mounts: [{ name: 'proc', hostPath: '/proc', mountPath: '/host/proc' }] },
        path,
      },
    ],
    jobs: [
      {
        id: 'process-exporter',
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: workloads.processExporter, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 10_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [{ from: workloads.prometheus, to: workloads.processExporter, port: port.name, purpose: 'scrape' as const }],
  };
};

/** Programs of every machine by their names, through process-exporter. */
export const processExporter = defineIntegration<ProcessExporterOptions>()({
  kind: 'processExporter',
  scope: 'host',
  source: 'ncabatoff/process-exporter 0.8, collector/process_collector.go',
  needs: [
    'The process table of every machine, read only. Open files and disk traffic of other users’ processes would need root and are left out.',
  ],
  options: { processes: { kind: 'texts', required: true } },
  validate: ({ processes }) => [
    ...(processes.length > 0
      ? []
      : [{ kind: 'value' as const, message: '`processes` of processExporter() names no program.' }]),
    ...processes
      .filter(name => name.length > 15 || !/^[^\s,"\\]+$/.test(name))
      .map(name => ({
        kind: 'value' as const,
        message: `"${name}" is no name of a program: the kernel has at most 15 characters, and blanks, commas and quotes cannot be passed on.`,
        hint: 'Write the name as `ps -eo comm` prints it.',
      })),
  ],
  metrics: options => ({
    processes: gauge('namedprocess_namegroup_num_procs', { labels: groups(options) }),
    threads: gauge('namedprocess_namegroup_num_threads', { labels: groups(options) }),
    states: gauge('namedprocess_namegroup_states', {
      labels: { ...groups(options), state: { values: ['Running', 'Sleeping', 'Waiting', 'Zombie', 'Other'] } },
    }),
    started: gauge('namedprocess_namegroup_oldest_start_time_seconds', { unit: 'seconds', labels: groups(options) }),
    cpu: counter('namedprocess_namegroup_cpu_seconds_total', {
      unit: 'seconds',
      labels: { ...groups(options), mode: { values: ['user', 'system'] } },
    }),
    memory: gauge('namedprocess_namegroup_memory_bytes', {
      unit: 'bytes',
      labels: { ...groups(options), memtype: { cardinality: 5 } },
    }),
  }),
  alerts: {
    NamedProcessMissing: {
      expr: ({ options }) =>
        [
          `min by (instance, node, groupname) (${running}) == 0`,
          ...options.processes.map(name => `absent(${running}{groupname="${name}"})`),
        ].join(' or '),
      for: '2m',
      severity: 'critical',
      category: 'errors',
      scope: 'node',
      summary: 'The program {{ $labels.groupname }} does not run.',
      description: 'No process of that name is left on a machine, or none was ever seen.',
      action: 'Look at the log of its unit: did it end, or was it killed?',
      steps: [
        'systemctl status, or the log of its container: did it end by itself, with which code?',
        'dmesg | grep -i oom: did the kernel kill it?',
        'It was renamed or moved: correct `processes` of processExporter().',
      ],
      source: 'ours: 2 minutes outlast a restart',
    },
    NamedProcessRestarting: {
      threshold: limits.restarts,
      expr: ({ threshold }) =>
        `sum by (instance, node, groupname) (changes(namedprocess_namegroup_oldest_start_time_seconds[15m])) >= ${threshold}`,
      severity: 'warning',
      category: 'errors',
      scope: 'node',
      summary: 'The program {{ $labels.groupname }} on {{ $labels.instance }} starts again and again.',
      description: 'It was started {{ $value }} times in 15 minutes.',
      action: 'Read the last lines of its log before each start.',
      steps: [
        'Read the last lines of its log before each start.',
        'Killed by the kernel (137, or OOM in dmesg): memory. A code of its own: configuration or a dependency.',
        'Stop it if each start does harm, for instance to a queue.',
      ],
      source: 'ours: three restarts in a quarter of an hour are a loop',
      tests: () => {
        const labels = { instance: 'm:9256', node: 'm', groupname: 'nginx' };
        const started = 'namedprocess_namegroup_oldest_start_time_seconds';
        const series = {
          [`${started}{instance="m:9256",node="m",groupname="nginx"}`]: '100x4 200x4 300x4 400x20',
          [`${started}{instance="m:9256",node="m",groupname="cron"}`]: '100x4 200x4 300x24',
        };
        return [
          { name: 'three starts in a quarter of an hour', interval: '1m', series, at: '16m', expect: [{ labels }] },
          { name: 'quiet again', interval: '1m', series, at: '21m', expect: [] },
        ];
      },
    },
    NamedProcessZombies: {
      threshold: limits.zombies,
      expr: ({ threshold }) =>
        `max by (instance, node, groupname) (namedprocess_namegroup_states{state="Zombie"}) > ${threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'saturation',
      scope: 'node',
      summary: 'The program {{ $labels.groupname }} on {{ $labels.instance }} leaves zombies.',
      description: '{{ $value }} ended processes were not collected by their parent: process ids run out in the end.',
      action: 'Restart the parent, and give the container an init process.',
      steps: [
        'ps -eo ppid,stat,comm | grep Z: who is the parent?',
        'Restart the parent. In a container start it below an init process (tini).',
      ],
      source: 'ours: a few come and go, more that stay are a defect of the parent',
    },
  },
  rows: () => {
    const by = '{{instance}} {{groupname}}';
    return [
      {
        title: 'Programs',
        panels: [
          chart('Processes', 'Processes of each program. 0: it does not run.', 'short', [
            { expr: `min by (instance, groupname) (${running})`, legend: by },
          ]),
          chart('CPU', 'Processors in use by each program.', 'short', [
            {
              expr: 'sum by (instance, groupname) (rate(namedprocess_namegroup_cpu_seconds_total[$__rate_interval]))',
              legend: by,
            },
          ]),
          chart('Memory', 'Resident memory of each program.', 'bytes', [
            {
              expr: 'sum by (instance, groupname) (namedprocess_namegroup_memory_bytes{memtype="resident"})',
              legend: by,
            },
          ]),
          chart(
            'Zombies',
            'Ended processes that nobody collected.',
            'short',
            [
              {
                expr: 'max by (instance, groupname) (namedprocess_namegroup_states{state="Zombie"})',
                legend: by,
              },
            ],
            limitsOf('NamedProcessZombies'),
          ),
          {
            kind: 'bar-gauge',
            title: 'Most CPU',
            description: 'The ten programs that use most processors now, over all machines.',
            unit: 'short',
            queries: [
              {
                expr: 'sort_desc(topk(10, sum by (instance, groupname) (rate(namedprocess_namegroup_cpu_seconds_total[$__rate_interval]))))',
                legend: by,
              },
            ],
            width: 12,
          },
          {
            kind: 'bar-gauge',
            title: 'Most memory',
            description: 'The ten programs that hold most memory now, over all machines.',
            unit: 'bytes',
            queries: [
              {
                expr: 'sort_desc(topk(10, sum by (instance, groupname) (namedprocess_namegroup_memory_bytes{memtype="resident"})))',
                legend: by,
              },
            ],
            width: 12,
          },
          chart('Threads', 'Threads of each program. Endless growth is a leak.', 'short', [
            { expr: 'sum by (instance, groupname) (namedprocess_namegroup_num_threads)', legend: by },
          ]),
        ],
      },
    ];
  },
  emit,
  example: { processes: ['nginx', 'postgres'] },
});
