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
  /** Loads libraries that it has unpacked into scratch space, which Docker mounts `noexec` unless told otherwise. */
  readonly runsFromScratch?: true;
  /** False only where the image writes beside its own configuration, with the reason. */
  readonly readOnlyRoot: true | { readonly no: string };
  /** Directories that hold files of the image itself beside ours: there files are mounted one by one, elsewhere whole directories. */
  readonly keepsFiles: readonly string[];
  /** Directories that the image ships owned by its user: an empty Compose volume mounted there becomes writable. */
  readonly owns: readonly string[];
  /** The program with which a health check inside the container can ask over HTTP, or why there is none. */
  readonly client: 'wget' | 'curl' | { readonly none: string };
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
    keepsFiles: [],
    owns: ['/prometheus'],
    client: 'wget',
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
    keepsFiles: [],
    owns: ['/alertmanager'],
    client: 'wget',
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
    keepsFiles: [],
    owns: [],
    client: 'wget',
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
    keepsFiles: [],
    owns: [],
    client: 'wget',
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
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'prometheus-community/postgres_exporter Dockerfile: USER nobody',
  },
  'mysqld-exporter': {
    repository: 'quay.io/prometheus/mysqld-exporter',
    version: { pinned: '0.17.2' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'prometheus/mysqld_exporter Dockerfile: USER nobody, base image busybox',
  },
  'mongodb-exporter': {
    repository: 'percona/mongodb_exporter',
    version: { pinned: '0.47.0' },
    tagPrefix: '',
    user: 65535,
    group: 65535,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: { none: 'the image is built from scratch: it holds the exporter and no other program' },
    source: 'percona/mongodb_exporter Dockerfile: FROM scratch, USER 65535:65535',
  },
  'redis-exporter': {
    repository: 'oliver006/redis_exporter',
    version: { pinned: '1.89.0-alpine' },
    tagPrefix: 'v',
    user: 59000,
    group: 59000,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'oliver006/redis_exporter docker/Dockerfile, target alpine: USER 59000:59000',
  },
  'nginx-exporter': {
    repository: 'nginx/nginx-prometheus-exporter',
    version: { pinned: '1.4.1' },
    tagPrefix: '',
    user: 1001,
    group: 1001,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: { none: 'the image is built from scratch: it holds the exporter and no other program' },
    source: 'nginx/nginx-prometheus-exporter build/Dockerfile: FROM scratch, USER 1001:1001',
  },
  pushgateway: {
    repository: 'quay.io/prometheus/pushgateway',
    version: { pinned: '1.11.3' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: ['/pushgateway'],
    client: 'wget',
    source: 'prometheus/pushgateway Dockerfile: USER nobody, data in /pushgateway',
  },
  'elasticsearch-exporter': {
    repository: 'quay.io/prometheuscommunity/elasticsearch-exporter',
    version: { pinned: '1.11.0' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'prometheus-community/elasticsearch_exporter Dockerfile: USER nobody, base image busybox',
  },
  'process-exporter': {
    repository: 'ncabatoff/process-exporter',
    version: { pinned: '0.8.5' },
    tagPrefix: '',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: { none: 'the image is built from scratch: it holds the exporter and no other program' },
    source: 'ncabatoff/process-exporter Dockerfile: FROM scratch, no USER, runs as any user',
  },
  grafana: {
    repository: 'grafana/grafana',
    version: 'grafana',
    tagPrefix: '',
    user: 472,
    group: 0,
    writes: ['/tmp'],
    readOnlyRoot: true,
    keepsFiles: ['/etc/grafana', '/etc/grafana/provisioning'],
    owns: ['/var/lib/grafana'],
    client: 'wget',
    source: 'grafana/grafana Dockerfile: GF_UID 472, GF_GID 0, data in /var/lib/grafana',
  },
  elasticsearch: {
    repository: 'docker.elastic.co/elasticsearch/elasticsearch',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 0,
    writes: ['/tmp', '/usr/share/elasticsearch/logs'],
    runsFromScratch: true,
    readOnlyRoot: { no: 'Elasticsearch creates its keystore beside elasticsearch.yml at the first start' },
    keepsFiles: ['/usr/share/elasticsearch/config'],
    owns: ['/usr/share/elasticsearch/data'],
    client: 'curl',
    source:
      'elastic/dockerfiles elasticsearch/Dockerfile: USER 1000:0, config, data and logs writable for group 0; JNA unpacks its library',
  },
  kibana: {
    repository: 'docker.elastic.co/kibana/kibana',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 1000,
    writes: ['/tmp'],
    readOnlyRoot: true,
    keepsFiles: ['/usr/share/kibana/config'],
    owns: ['/usr/share/kibana/data'],
    client: 'curl',
    source: 'elastic/dockerfiles kibana/Dockerfile: USER 1000, files owned 1000:0, data in /usr/share/kibana/data',
  },
  logstash: {
    repository: 'docker.elastic.co/logstash/logstash',
    version: 'elastic',
    tagPrefix: '',
    user: 1000,
    group: 1000,
    writes: ['/tmp', '/usr/share/logstash/logs'],
    runsFromScratch: true,
    readOnlyRoot: true,
    keepsFiles: ['/usr/share/logstash/config'],
    owns: ['/usr/share/logstash/data'],
    client: 'curl',
    source:
      'elastic/dockerfiles logstash/Dockerfile: USER 1000, files owned by logstash, data in /usr/share/logstash/data; JRuby unpacks its libraries',
  },
  'otel-collector': {
    repository: 'otel/opentelemetry-collector-contrib',
    version: 'otel',
    tagPrefix: '',
    user: 10001,
    group: 10001,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: { none: 'the image is built from scratch: it holds the collector and no other program' },
    source: 'open-telemetry/opentelemetry-collector-releases Dockerfile: FROM scratch, USER_UID and USER_GID 10001',
  },
  jaeger: {
    repository: 'jaegertracing/jaeger',
    version: 'jaeger',
    tagPrefix: '',
    user: 10001,
    group: 10001,
    writes: ['/tmp'],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: ['/tmp'],
    client: 'wget',
    source: 'jaegertracing/jaeger cmd/jaeger/Dockerfile: USER_UID 10001, VOLUME /tmp, base image Alpine',
  },
  'jaeger-es-rollover': {
    repository: 'jaegertracing/jaeger-es-rollover',
    version: 'jaeger',
    tagPrefix: '',
    user: 10001,
    group: 10001,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'jaegertracing/jaeger cmd/es-rollover/Dockerfile: no USER, runs as any user, base image Alpine',
  },
  nginx: {
    repository: 'nginxinc/nginx-unprivileged',
    version: { pinned: '1.28.0-alpine' },
    tagPrefix: '',
    user: 101,
    group: 101,
    writes: ['/tmp'],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'nginx/docker-nginx-unprivileged Dockerfile-alpine: UID 101, GID 101, process id and scratch files in /tmp',
  },
  'config-reloader': {
    repository: 'quay.io/prometheus-operator/prometheus-config-reloader',
    version: { pinned: '0.93.1' },
    tagPrefix: 'v',
    user: 65534,
    group: 65534,
    writes: [],
    readOnlyRoot: true,
    keepsFiles: [],
    owns: [],
    client: 'wget',
    source: 'prometheus-operator/prometheus-operator cmd/prometheus-config-reloader/Dockerfile: USER nobody',
  },
});

export type ImageName = keyof typeof images;

/** `repository:tag` for the targeted versions; always pinned, never `latest`. */
export const imageReference = (name: ImageName, versions: Versions): string => {
  const { repository, version, tagPrefix } = images[name];
  return `${repository}:${tagPrefix}${typeof version === 'string' ? versions[version] : version.pinned}`;
};
