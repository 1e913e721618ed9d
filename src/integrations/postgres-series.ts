/** Where alerts begin: shares, seconds and counts. */
export const postgresLimits = {
  connections: { warning: 0.8, critical: 0.95 },
  replicationLag: 30,
  rollbacks: 0.1,
  cacheHits: 0.9,
  deadlocks: 5,
  transactionSeconds: 1_800,
  /** Of 2 147 483 648. */
  transactionIds: 1_000_000_000,
} as const;

/** Share of `max_connections` in use. */
export const connectionsUsed = (own: string): string =>
  `sum by (service, instance) (pg_stat_activity_count${own}) / max by (service, instance) (pg_settings_max_connections${own})`;

/** The share that one counter has of itself and another, per database. */
const shareOf = (one: string, other: string, own: string, window: string): string => {
  const perDatabase = (metric: string) => `sum by (service, instance, datname) (rate(${metric}${own}[${window}]))`;
  return `${perDatabase(one)} / (${perDatabase(one)} + ${perDatabase(other)} > 0)`;
};

/** Share of transactions that did not commit, per database. */
export const rollbackRatio = (own: string, window = '5m'): string =>
  shareOf('pg_stat_database_xact_rollback', 'pg_stat_database_xact_commit', own, window);

/** Share of blocks found in shared buffers, per database. */
export const cacheHitRatio = (own: string, window = '5m'): string =>
  shareOf('pg_stat_database_blks_hit', 'pg_stat_database_blks_read', own, window);
