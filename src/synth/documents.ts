import type { Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import { ruleFile, ruleFiles } from '../prometheus/rule-file.ts';

/** The files that are the same whatever the target: rules, dashboards, runbooks and pages. */
export const planDocuments = (plan: Plan): readonly Document[] => [
  ...[...ruleFiles(plan.groups)].map(([file, groups]): Document => {
    const { body, origins } = ruleFile(groups);
    return { path: `rules/${file}.yml`, format: 'yaml', body, origins };
  }),
  ...plan.dashboards.map(
    (dashboard): Document => ({
      path: `dashboards/${dashboard.folder}/${dashboard.uid}.json`,
      format: 'json',
      body: dashboard.body,
      origins: { '': dashboard.path },
    }),
  ),
  ...plan.documents,
];
