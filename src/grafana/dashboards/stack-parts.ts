import { panels } from '../../catalogue/panels.ts';
import { kebabCase } from '../../core/names.ts';
import { integrationDashboardUid } from '../../ir/conventions.ts';
import type { Model, UseModel } from '../../model/model.ts';
import { firingCount } from './alert-panels.ts';
import { type BuiltInDashboard, platformDashboard } from './built-in.ts';
import { rowsOfUse } from './rows-of-use.ts';

/** The page of machines, of the cluster, or of a part of the stack; none where the integration shows nothing. */
const page = (model: Model, use: UseModel) => {
  const { service } = use.watched;
  const rows = rowsOfUse(use);
  if (rows.length === 0) return [];
  const where = { service };
  const name = kebabCase(use.kind);
  return [
    platformDashboard(model, {
      uid: integrationDashboardUid(use.kind),
      title: `Stack: ${name}`,
      description: `What ${name} says about itself, and what fires there. Its alerts link here.`,
      rows: [
        {
          title: 'Now',
          panels: [
            firingCount(where),
            panels.alertTable(where, { title: 'What fires, and what to do', width: 18, height: 6 }),
          ],
        },
        ...rows,
      ],
    }),
  ];
};

/** One page per integration of the stack that has something to show. */
export const stackParts: BuiltInDashboard = {
  id: 'stack-parts',
  build: model => [...model.uses, ...model.parts].flatMap(use => page(model, use)),
};
