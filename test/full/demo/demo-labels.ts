import type { MetricDeclaration } from '../../../src/promql/metric.ts';

/** Values of labels that tell outcomes and kinds apart: every one of them exists, combined with all others. */
const choices: Readonly<Record<string, readonly string[]>> = {
  code: ['200', '500'],
  condition: ['Ready', 'DiskPressure'],
  currency: ['EUR'],
  endpoint: ['/items', '/items/<id>'],
  handler: ['/items', '/items/{id}'],
  method: ['GET', 'POST'],
  model: ['large', 'small'],
  page: ['/', '/pricing'],
  span_kind: ['SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT'],
  span_name: ['GET /items', 'POST /items'],
  state: ['active', 'idle', 'idle in transaction'],
  status: ['200', '401', '403', '404', '429', '500'],
  status_code: ['200', '404', '500'],
};

/** Names of things, in the same order everywhere: the first pod is in the first namespace, on the first volume. */
const names: Readonly<Record<string, readonly string[]>> = {
  cpu: ['0', '1'],
  datasource: ['Prometheus', 'Elasticsearch'],
  datname: ['orders', 'users'],
  device: ['sda1', 'sdb1'],
  exporter: ['otlp', 'elasticsearch'],
  fstype: ['ext4', 'xfs'],
  mountpoint: ['/', '/data'],
  namespace: ['apps', 'monitoring'],
  pipeline: ['main', 'audit'],
  plugin: ['elasticsearch', 'file'],
  queue_name: ['generation', 'mail'],
  reason: ['CrashLoopBackOff', 'ImagePullBackOff'],
  receiver: ['otlp', 'jaeger'],
};

export type DemoLabels = Readonly<Record<string, string>>;

/** What is the same for all that one program tells of. */
const ownOfProgram: ReadonlySet<string> = new Set(['cluster', 'hostname', 'server', 'version']);

/** How many things a page tells of. */
const things = 2;

/** What is known of the program that exposes a page. */
export interface Surroundings {
  /** Which of several alike it is, from 0: each tells of things of its own. */
  readonly replica: number;
  /** Values of the label `service_name`: who sends spans. */
  readonly services: readonly string[];
  /** Whether much of what it does fails. */
  readonly ill: boolean;
}

/** What is declared; where we know which of the declared values are usual, those. */
const ownChoices = (
  usual: readonly string[] | undefined,
  declared: readonly string[] | undefined,
): readonly string[] | undefined =>
  declared === undefined ? usual : usual?.every(value => declared.includes(value)) ? usual : declared;

/** Every set of labels under which a program exposes a metric. */
export const demoLabels = (
  { labels }: MetricDeclaration,
  { replica, services }: Pick<Surroundings, 'replica' | 'services'>,
): readonly DemoLabels[] => {
  const chosen = (label: string): readonly string[] | undefined =>
    label === 'service_name' ? services : ownChoices(choices[label], labels[label]?.values);
  const own = Object.keys(labels);
  const named = own.filter(label => chosen(label) === undefined);
  const nameOf = (label: string, thing: number): string =>
    ownOfProgram.has(label) ? `${label}-${replica}` : (names[label]?.[thing] ?? `${label}-${replica * things + thing}`);
  const count = named.every(label => ownOfProgram.has(label)) ? 1 : things;
  const thingLabels = Array.from({ length: count }, (_, thing) =>
    Object.fromEntries(named.map(label => [label, nameOf(label, thing)])),
  );
  return own.reduce<readonly DemoLabels[]>(
    (sets, label) => chosen(label)?.flatMap(value => sets.map(set => ({ ...set, [label]: value }))) ?? sets,
    thingLabels,
  );
};
