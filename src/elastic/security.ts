import type { JsonObject } from '../core/json.ts';
import { elasticUsers, platformSecrets } from '../ir/conventions.ts';

/** A role with the one user that has it. */
export interface ElasticAccount {
  readonly user: string;
  readonly role: string;
  /** Name of the secret that holds the password. */
  readonly secret: string;
  readonly privileges: JsonObject;
}

const account = (user: string, secret: string, privileges: JsonObject): ElasticAccount => ({
  user,
  role: user,
  secret,
  privileges,
});

const logstash = account(elasticUsers.logstash, platformSecrets.logstash, {
  cluster: ['monitor'],
  indices: [{ names: ['logs-*'], privileges: ['auto_configure', 'create_doc'] }],
});

/** Jaeger installs its templates, and its setup checks that the lifecycle policy exists. */
const jaeger = account(elasticUsers.jaeger, platformSecrets.jaeger, {
  cluster: ['monitor', 'manage_index_templates', 'read_ilm'],
  indices: [{ names: ['jaeger-*'], privileges: ['manage', 'read', 'write'] }],
});

const grafanaReader = account(elasticUsers.grafanaReader, platformSecrets.grafanaReader, {
  cluster: ['monitor'],
  indices: [{ names: ['logs-*'], privileges: ['read', 'view_index_metadata'] }],
});

/** The exporter asks for the health of the cluster and the statistics of its nodes. */
const monitor = account(elasticUsers.monitor, platformSecrets.elasticsearchMonitor, { cluster: ['monitor'] });

/** Who may do what, and no more. */
export const elasticAccounts = (traces: boolean): readonly ElasticAccount[] =>
  traces ? [logstash, grafanaReader, monitor, jaeger] : [logstash, grafanaReader, monitor];
