import type { Fields } from './fields.ts';
import { readPyrraAlerting } from './pyrra-alerting.ts';
import { readPyrraIndicator } from './pyrra-indicator.ts';
import { commentsOf, prometheusWindow, quotedList, refused, shareOf, teamOf } from './slo-fields.ts';
import { isRefusal, type SourceSlo } from './slo-source.ts';

const product = 'Pyrra';
/** Labels of the resource that Pyrra hands on to its rules. */
const prefix = 'pyrra.dev/';

/** The objective of a `ServiceLevelObjective`, whose metadata and specification are given. */
export const readPyrra = (resource: Fields): SourceSlo => {
  const metadata = resource.map('metadata');
  const name = metadata?.text('name');
  const spec = resource.map('spec', `The objective \`${name ?? 'unnamed'}\``);
  if (name === undefined) return refused(resource, 'unnamed', undefined, { reason: 'it has no `metadata.name`' });
  if (spec === undefined) return refused(resource, name, undefined, { reason: 'it has no `spec`' });
  const objective = shareOf(spec, 'target', 'percent');
  const window = prometheusWindow(spec, 'window');
  const indicator = readPyrraIndicator(spec);
  const tiers = readPyrraAlerting(spec);
  const description = spec.text('description');
  spec.leaveOut('partial_response_strategy', 'Thanos asks several servers; here one Prometheus evaluates the rules');
  spec.leaveOut(
    'performanceOverAccuracy',
    'long windows are added up from recorded 5-minute rates, which is both fast and exact',
  );
  spec.leaveOutUnknown(product);
  const labels = new Map(
    (metadata?.pairs('labels') ?? []).flatMap(([key, text]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), text] as const] : [],
    ),
  );
  const said = labels.get('service');
  labels.delete('service');
  const team = metadata === undefined ? undefined : teamOf(metadata.named(spec.subject), 'labels', [...labels]);
  const runbook = metadata === undefined ? undefined : readAnnotations(metadata);
  if (isRefusal(objective)) return refused(spec, name, said, objective);
  if (isRefusal(window)) return refused(spec, name, said, window);
  if (isRefusal(indicator)) return refused(spec, name, said, indicator);
  const service = said ?? indicator.job ?? metadata?.text('namespace') ?? name;
  if (said === undefined)
    resource.note(
      'metadata',
      `${spec.subject} names no service and is filed under \`${service}\`, ${origin(service, indicator.job, name)}.`,
      'Move it to the service whose promise it is; the label `pyrra.dev/service` would say it.',
    );
  return {
    kind: 'carried',
    name,
    service,
    team,
    promise: { objective, window, ...(tiers === undefined ? {} : { tiers }) },
    indicator: indicator.measured,
    runbook,
    comments: commentsOf(description),
    place: resource.place(),
  };
};

const origin = (service: string, job: string | undefined, name: string): string =>
  service === job ? 'the job that its metric is selected by' : service === name ? 'its own name' : 'its namespace';

/** Tools of a cluster write annotations by the dozen; only those that Pyrra hands on to its alerts mean something. */
const readAnnotations = (metadata: Fields): string | undefined => {
  const own = metadata.pairs('annotations').filter(([key]) => key.startsWith(prefix));
  if (own.length === 0) return undefined;
  const [, runbook] = own.find(([key, text]) => /runbook/.test(key) && /^https?:\/\/[^\s{}]+$/.test(text)) ?? [];
  const others = own.filter(([, text]) => text !== runbook).map(([key]) => key);
  if (others.length > 0)
    metadata.note(
      'annotations',
      `The annotations ${quotedList(others)} are not carried over: the alerts of an objective have texts of their own.`,
    );
  return runbook;
};
