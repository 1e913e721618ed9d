import { compareText } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import { pointer } from '../../core/json.ts';
import type { Artefact } from '../../ir/artefact.ts';
import { checkArtefacts } from '../check-plan.ts';
import { findWorkload } from '../lookup.ts';
import { neededSecrets } from '../secrets.ts';
import type { Placement } from '../target.ts';
import { type ComposeDeployment, configPath, projectOf } from './layout.ts';
import { networkSection } from './networks.ts';
import { composeReadme } from './readme.ts';
import { composeService, volumeName } from './service.ts';
import { composeSite } from './site.ts';

/** compose.yaml, the files that it mounts, and how to start it. */
export const place = (deployment: ComposeDeployment, artefacts: readonly Artefact[], path: string): Placement => {
  const { options, plan } = deployment;
  const site = composeSite(deployment);
  const workloads = plan.workloads.toSorted((a, b) => compareText(a.id, b.id));
  const readBy = (id: string) => artefacts.filter(artefact => artefact.reader === id);
  const named = workloads.flatMap(w => w.storage.filter(s => s.size !== undefined).map(s => volumeName(w, s.name)));
  const secrets = neededSecrets(workloads).map(({ name }) => [name, { file: `${options.secretsDirectory}/${name}` }]);
  const body: JsonObject = {
    name: projectOf(deployment),
    services: Object.fromEntries(workloads.map(w => [w.id, composeService(deployment, site, w, readBy(w.id))])),
    networks: networkSection(deployment, workloads),
    ...(named.length === 0 ? {} : { volumes: Object.fromEntries(named.toSorted(compareText).map(name => [name, {}])) }),
    ...(secrets.length === 0 ? {} : { secrets: Object.fromEntries(secrets) }),
  };
  const origins = { '': path, ...Object.fromEntries(workloads.map(w => [pointer('services', w.id), w.path])) };
  return {
    files: [
      { path: 'compose.yaml', format: 'yaml', body, origins },
      { path: 'README.md', format: 'text', body: composeReadme(deployment, workloads), origins: { '': path } },
      ...artefacts
        .filter(artefact => findWorkload(plan, artefact.reader) !== undefined)
        .map(artefact => ({
          path: configPath(artefact.reader, artefact.mount),
          format: artefact.format,
          body: artefact.body,
          origins: artefact.origins,
        }))
        .toSorted((a, b) => compareText(a.path, b.path)),
    ],
    diagnostics: checkArtefacts(plan, artefacts, path),
  };
};
