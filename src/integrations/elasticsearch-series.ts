/** Where alerts begin: shares of the disk that are free, of the heap in use. */
export const elasticsearchLimits = { disk: { warning: 0.2, critical: 0.1 }, heap: 0.9 } as const;

/** Share of a node's disk that is free. */
export const diskFree =
  'min by (cluster, name) (elasticsearch_filesystem_data_available_bytes / elasticsearch_filesystem_data_size_bytes)';

/** Share of a node's heap in use. */
export const heapUsed =
  'max by (cluster, name) (elasticsearch_jvm_memory_used_bytes{area="heap"} / elasticsearch_jvm_memory_max_bytes{area="heap"})';
