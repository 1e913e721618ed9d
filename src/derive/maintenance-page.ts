import { table } from '../core/markdown.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import { channelTestText } from '../model/channel-test.ts';
import type { Model } from '../model/model.ts';
import { page } from './page.ts';

/** What keeps a monitoring well, with what runs by itself and what somebody has to do. */
export const maintenancePage = (model: Model, plan: Plan): PlanPart => {
  const { retention } = model;
  const owner = model.teams.find(({ id }) => id === model.owner);
  const hasLogs = model.services.some(({ logs }) => logs.length > 0);
  const hasTraces = model.services.some(({ traces }) => traces.length > 0);
  const remote = model.prometheus.remoteWrite.length > 0;
  const windows = model.routing.maintenance.map(({ interval, services, severities }) => [
    `\`${interval}\``,
    services?.join(', ') ?? 'all',
    severities.join(', '),
  ]);
  return {
    documents: [
      page(
        'runbooks/maintenance',
        [
          '# Maintenance',
          '',
          `Done by the team ${model.owner}${owner?.contact === undefined ? '' : `; ask ${owner.contact}`}.`,
          '',
          ...table(
            ['how often', 'what', 'how'],
            [
              ...(hasLogs
                ? [
                    [
                      'by itself, checked weekly',
                      'old log lines are deleted',
                      `Elasticsearch moves them after ${retention.logsHot} and deletes them after ${retention.logsDelete}; check that \`_ilm/explain\` names no step in error`,
                    ],
                  ]
                : []),
              ...(hasTraces
                ? [['by itself, checked weekly', 'old traces are deleted', `kept for ${retention.traces}`]]
                : []),
              [
                'monthly',
                'metrics are archived',
                remote
                  ? 'they are written to remote storage as they come; check that its newest sample is a minute old'
                  : `kept for ${retention.metrics}; for longer, take a snapshot (\`POST /api/v1/admin/tsdb/snapshot\`) and store it elsewhere`,
              ],
              ['monthly', 'channels are tested', channelTestText(model)],
              [
                'quarterly',
                'thresholds are reviewed',
                'for each alert of the quarter: was something done about it? If not, change it or switch it off ([steps](alerts-too-often.md))',
              ],
              ['quarterly', 'a fault is rehearsed', '[fault drill](fault-drill.md)'],
              [
                'with every change of a service',
                'dashboards and runbooks follow',
                'synthesise, and read what changed in `dashboards/` and `dist/runbooks/` before you merge',
              ],
              [
                'yearly',
                'secrets are replaced',
                `${secretNames(plan)}; replace the file, reload, and wait for a test alert`,
              ],
            ],
          ),
          ...(windows.length === 0
            ? []
            : ['', '## Declared windows', '', ...table(['window', 'services', 'not told meanwhile'], windows)]),
        ],
        model.path,
      ),
    ],
  };
};

const secretNames = (plan: Plan): string => {
  const names = [
    ...new Set(
      plan.workloads
        .filter(({ id }) => id === 'alertmanager')
        .flatMap(({ secrets }) => secrets.map(({ secret }) => secret)),
    ),
  ].sort();
  return names.length === 0 ? 'every secret that receivers read' : names.map(name => `\`${name}\``).join(', ');
};
