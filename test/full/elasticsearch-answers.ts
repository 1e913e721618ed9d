/** Statistics of a node, as far as its exporter reads them. */
const statistics = {
  timestamp: 1,
  name: 'es-0',
  host: '127.0.0.1',
  transport_address: '127.0.0.1:9300',
  roles: ['master', 'data', 'ingest'],
  attributes: {},
  indices: {
    docs: { count: 5, deleted: 1 },
    store: { size_in_bytes: 100 },
    indexing: { index_total: 5, index_time_in_millis: 10 },
    search: { query_total: 4, query_time_in_millis: 2 },
  },
  os: { cpu: { percent: 5, load_average: { '1m': 1, '5m': 1, '15m': 1 } }, mem: {} },
  process: { open_file_descriptors: 10, max_file_descriptors: 100, cpu: { percent: 1, total_in_millis: 5 }, mem: {} },
  jvm: {
    uptime_in_millis: 1,
    mem: { heap_used_in_bytes: 50, heap_max_in_bytes: 100, non_heap_used_in_bytes: 5, pools: {} },
    gc: { collectors: { young: { collection_count: 1, collection_time_in_millis: 5 } } },
    buffer_pools: {},
  },
  thread_pool: { write: { threads: 1, queue: 0, active: 0, rejected: 2, largest: 1, completed: 5 } },
  fs: {
    data: [{ path: '/data', mount: '/', type: 'ext4', total_in_bytes: 100, free_in_bytes: 50, available_in_bytes: 40 }],
    io_stats: { devices: [] },
  },
  breakers: {},
  transport: {},
  http: {},
} as const;

/** Answers of the API of Elasticsearch by path: one healthy node. */
export const elasticsearchAnswers: Readonly<Record<string, unknown>> = {
  '/': {
    name: 'es-0',
    cluster_name: 'logs',
    cluster_uuid: 'u',
    version: { number: '9.5.0', build_hash: 'h', build_date: '2026-01-01T00:00:00.000Z', lucene_version: '10.0.0' },
  },
  '/_cluster/health': {
    cluster_name: 'logs',
    status: 'green',
    timed_out: false,
    number_of_nodes: 1,
    number_of_data_nodes: 1,
    active_primary_shards: 1,
    active_shards: 1,
    relocating_shards: 0,
    initializing_shards: 0,
    unassigned_shards: 0,
    delayed_unassigned_shards: 0,
    number_of_pending_tasks: 0,
    number_of_in_flight_fetch: 0,
    task_max_waiting_in_queue_millis: 0,
  },
  '/_nodes/stats': { cluster_name: 'logs', nodes: { a: statistics } },
};
