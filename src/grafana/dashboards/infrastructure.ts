import type { RowEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { integrations } from '../../integrations/registry.ts';
import type { Model, ServiceModel, UseModel } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { rowsOfUse } from './rows-of-use.ts';

/** What lies below applications: machines and clusters, databases, queues, caches and processes. */
const isInfrastructure = ({ kind }: UseModel): boolean => {
  const scope = integrations.get(kind)?.definition.scope;
  return scope === 'component' || scope === 'host' || scope === 'cluster' || kind === 'queue';
};

const ofService = ({ id, uses }: ServiceModel): readonly RowEntry[] =>
  uses
    .filter(isInfrastructure)
    .flatMap(rowsOfUse)
    .map(row => ({ ...row, title: `${row.title}: ${id}` }));

/** Machines first: what lies on them suffers with them. */
const rank = ({ kind }: UseModel): number =>
  kind === 'node' ? 0 : integrations.get(kind)?.definition.scope === 'host' ? 1 : 2;

const rows = (model: Model): readonly RowEntry[] => [
  ...model.uses
    .filter(isInfrastructure)
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(rowsOfUse),
  ...model.services.flatMap(ofService),
];

/** Machines, and the databases, queues and caches of all services, on one page. */
export const infrastructure: BuiltInDashboard = {
  id: 'infrastructure',
  build: model => {
    const all = rows(model);
    return all.length === 0
      ? []
      : [
          platformDashboard(model, {
            uid: platformUids.infrastructure,
            title: 'Infrastructure',
            description:
              'Processors, memory, disks and networks of machines; databases, queues and caches of services.',
            rows: [
              {
                title: 'Now',
                panels: [panels.alertTable({ category: 'saturation' }, { title: 'What runs short', height: 6 })],
              },
              ...all,
            ],
          }),
        ];
  },
};
