import type { JsonObject } from '../core/json.ts';
import { lifecyclePolicies } from '../ir/conventions.ts';
import type { Model } from '../model/model.ts';
import {
  commonComponent,
  commonTemplate,
  datasetComponent,
  datasetTemplate,
  indexTemplate,
} from './index-templates.ts';
import { logsPolicy, tracesPolicy } from './lifecycle.ts';
import { hasTraces, logStreams, unroutedDataset } from './log-streams.ts';
import { elasticAccounts } from './security.ts';

/** One PUT of the setup: its body is a file beside the script. */
export interface SetupBody {
  /** API path, without the leading slash. */
  readonly api: string;
  readonly file: string;
  readonly body: JsonObject;
  /** The construct it came from. */
  readonly path: string;
}

const put = (api: string, file: string, body: JsonObject, path: string): SetupBody => ({ api, file, body, path });

/** Everything the setup installs, in the order in which one needs the other. */
export const setupBodies = (model: Model): readonly SetupBody[] => {
  const streams = logStreams(model);
  const template = (dataset: string, path: string): SetupBody =>
    put(`_index_template/sightline-logs-${dataset}`, `template-${dataset}.json`, indexTemplate(dataset), path);
  return [
    put(`_ilm/policy/${lifecyclePolicies.logs}`, 'lifecycle-logs.json', logsPolicy(model.retention), model.path),
    ...(hasTraces(model)
      ? [
          put(
            `_ilm/policy/${lifecyclePolicies.traces}`,
            'lifecycle-traces.json',
            tracesPolicy(model.retention),
            model.path,
          ),
        ]
      : []),
    put(`_component_template/${commonComponent}`, 'component-common.json', commonTemplate, model.path),
    ...streams.map(({ log }) =>
      put(
        `_component_template/${datasetComponent(log.dataset)}`,
        `component-${log.dataset}.json`,
        datasetTemplate(log),
        log.path,
      ),
    ),
    ...streams.map(({ log }) => template(log.dataset, log.path)),
    template(unroutedDataset, model.path),
    ...elasticAccounts(hasTraces(model)).map(({ role, privileges }) =>
      put(`_security/role/${role}`, `role-${role}.json`, privileges, model.path),
    ),
  ];
};
