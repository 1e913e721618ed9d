/** Where alerts begin: shares. */
export const redisLimits = {
  memory: { warning: 0.85, critical: 0.95 },
  clients: 0.8,
  hits: 0.8,
} as const;

/** Share of `maxmemory` in use. Without a limit (0) there is none. */
export const memoryUsed = (own: string): string =>
  `max by (service, instance) (redis_memory_used_bytes${own}) / (max by (service, instance) (redis_memory_max_bytes${own}) > 0)`;

/** Share of `maxclients` connected. */
export const clientsUsed = (own: string): string =>
  `max by (service, instance) (redis_connected_clients${own}) / max by (service, instance) (redis_config_maxclients${own})`;

/** Share of reads that found their key. */
export const hitRatio = (own: string, window = '5m'): string => {
  const per = (metric: string) => `sum by (service, instance) (rate(${metric}${own}[${window}]))`;
  const hits = per('redis_keyspace_hits_total');
  return `${hits} / (${hits} + ${per('redis_keyspace_misses_total')} > 0)`;
};
