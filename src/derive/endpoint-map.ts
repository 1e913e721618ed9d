import { ports, workloads } from '../ir/conventions.ts';
import type { LiveQuery } from '../ir/live-queries.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { serviceQueries } from './service-queries.ts';

/** `dist/docs/endpoint-map.md`: who answers what an application’s own monitoring endpoints would answer. */
export const endpointMap = (model: Model, plan: Plan): PlanPart => {
  const services = serviceQueries(model, plan);
  return services.length === 0
    ? {}
    : {
        documents: [
          {
            path: 'dist/docs/endpoint-map.md',
            format: 'text',
            body: [
              '# Endpoint map',
              '',
              'What an application would answer about its own monitoring is answered by the servers of the stack. The same',
              'requests, with units and labels, are in `dist/ci/queries.json`; `sightline status` asks the most important ones',
              'and prints them in the shape of `dist/ci/status.schema.json`.',
              '',
              ...serverTable(plan),
              ...topicTable(plan),
              ...services.flatMap(({ service, team, queries }) => [
                `## ${service}`,
                '',
                `Owned by the team ${team}.`,
                '',
                '| question | server | request |',
                '|---|---|---|',
                ...queries.map(query => `| ${query.id} | ${query.server} | \`${requestOf(query)}\` |`),
                '',
              ]),
            ]
              .join('\n')
              .replace(/\n+$/, '\n'),
            origins: { '': model.path },
          },
        ],
      };
};

/** A request as curl takes it; what would end a cell of the table is escaped. */
const requestOf = ({ path, parameters }: LiveQuery): string => {
  const query = Object.entries(parameters).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `GET ${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
};

/** A server of the stack, and what it answers beyond single services. */
interface Answering {
  readonly workload: string;
  readonly port: number;
  readonly topics: readonly (readonly [topic: string, request: string])[];
}

/** Paths as the servers document them; each is stable API unless said otherwise. */
const servers: readonly Answering[] = [
  {
    workload: workloads.prometheus,
    port: ports.prometheus.port,
    topics: [
      ['health of the server', 'GET /-/healthy'],
      ['scrape targets and their health', 'GET /api/v1/targets'],
      ['rules and when they were evaluated', 'GET /api/v1/rules'],
      ['alerts that fire or are pending', 'GET /api/v1/alerts'],
      ['any series over time', 'GET /api/v1/query_range?query=…&start=…&end=…&step=…'],
    ],
  },
  {
    workload: workloads.alertmanager,
    port: ports.alertmanager.port,
    topics: [
      ['health of the server and of its peers', 'GET /api/v2/status'],
      ['alerts by the group they were sent in', 'GET /api/v2/alerts/groups'],
      ['silences', 'GET /api/v2/silences'],
      ['silence something', 'POST /api/v2/silences'],
      ['end a silence', 'DELETE /api/v2/silence/{id}'],
      ['who can be told', 'GET /api/v2/receivers'],
    ],
  },
  {
    workload: workloads.blackbox,
    port: ports.blackbox.port,
    topics: [['run a probe now, with everything it did', 'GET /probe?module=…&target=…&debug=true']],
  },
  {
    workload: workloads.grafana,
    port: ports.grafana.port,
    topics: [
      ['health of the server', 'GET /api/health'],
      ['find a dashboard', 'GET /api/search?query=…'],
      ['notes on dashboards: deployments, incidents', 'POST /api/annotations'],
    ],
  },
  {
    workload: workloads.elasticsearch,
    port: ports.elasticsearch.port,
    topics: [
      ['health of the cluster', 'GET /_cluster/health'],
      ['log entries', 'POST /logs-*/_search'],
    ],
  },
  {
    workload: workloads.jaeger,
    port: ports.jaegerUi.port,
    topics: [
      ['services that send traces', 'GET /api/v3/services'],
      ['a trace', 'GET /api/v3/traces/{id}'],
    ],
  },
];

const present = (plan: Plan): readonly Answering[] =>
  servers.filter(({ workload }) => plan.workloads.some(({ id }) => id === workload));

const serverTable = (plan: Plan): readonly string[] => [
  '## Servers',
  '',
  '| server | address inside the stack |',
  '|---|---|',
  ...present(plan).map(({ workload, port }) => `| ${workload} | \`http://${workload}:${port}\` |`),
  '',
];

const topicTable = (plan: Plan): readonly string[] => [
  '## The stack',
  '',
  'These requests are those of the documentation of each server.',
  '',
  '| question | server | request |',
  '|---|---|---|',
  ...present(plan).flatMap(({ workload, topics }) =>
    topics.map(([topic, request]) => `| ${topic} | ${workload} | \`${request}\` |`),
  ),
  ...(plan.routing.receivers.some(({ uses }) => uses.some(({ kind }) => kind === 'pagerduty'))
    ? ['| incidents and who is on call | PagerDuty, `https://api.pagerduty.com` | `GET /incidents`, `GET /oncalls` |']
    : []),
  '',
];
