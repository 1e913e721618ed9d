import type { Product, Versions } from './versions.ts';

/**
 * What must be known about an image to run it without root on a read-only root file system. Kubernetes refuses
 * `runAsNonRoot` for an image that names its user instead of numbering it, so every image has its numbers here.
 */
export interface Image {
  readonly repository: string;
  /** A product whose targeted version is the tag, or the pinned tag itself. */
  readonly version: Product | { readonly pinned: string };
  /** Put before the version: most projects tag `v1.2.3`. */
  readonly tagPrefix: string;
  readonly user: number;
  readonly group: number;
  /** Directories that it writes besides its declared storage; each gets scratch space. */
  readonly writes: readonly string[];
  /** False only where the image writes beside its own configuration, with the reason. */
  readonly readOnlyRoot: true | { readonly no: string };
  /** Where the numbers come from. */
  readonly source: string;
}

const define = <const K extends string>(table: Readonly<Record<K, Image>>): Readonly<Record<K, Image>> => table;

export const images = define({
  prometheus: {
    repository: 'quay.io/prometheus/prometheus',
    version: 'prometheus',
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    source: 'prometheus/prometheus Dockerfile: USER nobody, data in /prometheus',
  },
  alertmanager: {
    repository: 'quay.io/prometheus/alertmanager',
    version: 'alertmanager',
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    source: 'prometheus/alertmanager Dockerfile: USER nobody, data in /alertmanager',
  },
  'blackbox-exporter': {
    repository: 'quay.io/prometheus/blackbox-exporter',
    version: 'blackbox',
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    source: 'prometheus/blackbox_exporter Dockerfile: no USER, runs as any user',
  },
  'node-exporter': {
    repository: 'quay.io/prometheus/node-exporter',
    version: { pinned: '1.12.1' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    source: 'prometheus/node_exporter Dockerfile: USER nobody',
  },
  'postgres-exporter': {
    repository: 'quay.io/prometheuscommunity/postgres-exporter',
    version: { pinned: '0.20.1' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    source: 'prometheus-community/postgres_exporter Dockerfile: USER nobody',
  },
  grafana: {
    repository: 'grafana/grafana',
    version: 'grafana',
    tagPrefix: '',
    user: 472,
    group: 0,
    writes: ['/tmp'],
    readOnlyRoot: true,
    source: 'grafana/grafana Dockerfile: GF_UID 472, GF_GID 0, data in /var/lib/grafana',
  },
  elasticsearch: {
    repository: 'docker.elastic.co/elasticsearch/elasticsearch',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 1000,
    writes: ['/tmp', '/usr/share/elasticsearch/logs'],
    readOnlyRoot: { no: 'Elasticsearch creates its keystore beside elasticsearch.yml at the first start' },
    source: 'elastic/elasticsearch Docker docs: uid 1000, data in /usr/share/elasticsearch/data',
  },
  kibana: {
    repository: 'docker.elastic.co/kibana/kibana',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 1000,
    writes: ['/tmp'],
    readOnlyRoot: true,
    source: 'elastic/kibana Docker docs: uid 1000, data in /usr/share/kibana/data',
  },
  logstash: {
    repository: 'docker.elastic.co/logstash/logstash',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 1000,
    writes: ['/tmp'],
    readOnlyRoot: true,
    source: 'elastic/logstash Docker docs: uid 1000, data in /usr/share/logstash/data',
  },
  'otel-collector': {
    repository: 'otel/opentelemetry-collector-contrib',
    version: 'otel',
    tagPrefix: '',
    user: 10001,
    group: 10001,
    writes: [],
    readOnlyRoot: true,
    source: 'open-telemetry/opentelemetry-collector-releases Dockerfile: USER_UID 10001',
  },
  jaeger: {
    repository: 'jaegertracing/jaeger',
    version: 'jaeger',
    tagPrefix: '',
    user: 10001,
    group: 10001,
    writes: ['/tmp'],
    readOnlyRoot: true,
    source: 'jaegertracing/jaeger cmd/jaeger/Dockerfile: USER_UID 10001',
  },
});

export type ImageName = keyof typeof images;

/** `repository:tag` for the targeted versions; always pinned, never `latest`. */
export const imageReference = (name: ImageName, versions: Versions): string => {
  const { repository, version, tagPrefix } = images[name];
  return `${repository}:${tagPrefix}${typeof version === 'string' ? versions[version] : version.pinned}`;
};
