/** The numbers of the capacity model. Each can be set by a stack that has measured better. */
export interface CapacityConstants {
  /** Bytes of a stored sample. Default 1.7: Prometheus' documentation says 1 to 2 on average. */
  readonly bytesPerSample: number;
  /** Bytes of a sample in the write-ahead log and the head. Default 4. */
  readonly bytesPerHeadSample: number;
  /** Seconds that the write-ahead log and the head span. Default 10 800: the head holds up to three hours. */
  readonly headSeconds: number;
  /** Blocks are written anew while the old ones still exist. Default 1.1. */
  readonly compactionFactor: number;
  /** Share of a volume that may be filled. Default 0.8: Prometheus' documentation advises 80 to 85 %. */
  readonly fill: number;
  /** Memory of an empty Prometheus in bytes. Default 512 MiB. */
  readonly baseMemory: number;
  /** Bytes of memory per series. Default 6 KiB, with its postings and the queries about it. */
  readonly bytesPerSeries: number;
  /** Share of series that a rollout adds before the old ones leave the head. Default 0.3. */
  readonly churn: number;
  /** Limit of memory over its request. Default 1.6: the replay of the write-ahead log needs more than what follows. */
  readonly memoryLimitFactor: number;
  /** Cores of an empty Prometheus. Default 0.2. */
  readonly baseCores: number;
  /** Samples per second that one core takes in. Default 50 000. */
  readonly samplesPerCore: number;
  /** Core seconds of one evaluation of one rule. Default 0.0005. */
  readonly secondsPerRule: number;
  /** Series that Prometheus itself adds to every target: `up` and four of the scrape. Default 5. */
  readonly seriesPerScrape: number;
  /** Series at which one Prometheus is split. Default 2 000 000. */
  readonly seriesPerShard: number;
  /** Targets of a discovery whose number nobody knows. Default 10. */
  readonly targetsPerDiscovery: number;
  /** Bytes of one log event in Elasticsearch, source and index together. Default 1 000. */
  readonly bytesPerLogEvent: number;
  /** Bytes of one stored span. Default 1 024. */
  readonly bytesPerSpan: number;
  /** Elasticsearch's translog and merges over the data itself. Default 1.1. */
  readonly indexFactor: number;
}

/** Engineering estimates, on the safe side. */
export const capacityConstants: CapacityConstants = {
  bytesPerSample: 1.7,
  bytesPerHeadSample: 4,
  headSeconds: 10_800,
  compactionFactor: 1.1,
  fill: 0.8,
  baseMemory: 512 * 1024 ** 2,
  bytesPerSeries: 6 * 1024,
  churn: 0.3,
  memoryLimitFactor: 1.6,
  baseCores: 0.2,
  samplesPerCore: 50_000,
  secondsPerRule: 0.0005,
  seriesPerScrape: 5,
  seriesPerShard: 2_000_000,
  targetsPerDiscovery: 10,
  bytesPerLogEvent: 1_000,
  bytesPerSpan: 1_024,
  indexFactor: 1.1,
};

/** What a server that stores metrics needs. */
export interface StorageNeed {
  /** Bytes on disk at the end of the retention, head and write-ahead log included. */
  readonly disk: number;
  /** Bytes of the volume: the disk with room to spare, in steps of 10 GiB. */
  readonly volume: number;
  /** Bytes of memory that it asks for, and the most that it may have. */
  readonly memory: number;
  readonly memoryLimit: number;
  readonly cores: number;
}

const step = (value: number, by: number): number => Math.max(by, Math.ceil(value / by) * by);

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;

/** A volume that holds so many bytes and stays below its fill. */
export const volumeFor = (bytes: number, constants: CapacityConstants): number =>
  step(bytes / constants.fill, 10 * gibibyte);

/** What so many series and samples need for so long. */
export const metricsNeed = (
  load: {
    readonly series: number;
    readonly samplesPerSecond: number;
    readonly ruleEvaluationsPerSecond: number;
    readonly retentionSeconds: number;
  },
  constants: CapacityConstants,
): StorageNeed => {
  const { series, samplesPerSecond, ruleEvaluationsPerSecond, retentionSeconds } = load;
  const blocks = constants.compactionFactor * samplesPerSecond * constants.bytesPerSample * retentionSeconds;
  const head = samplesPerSecond * constants.headSeconds * constants.bytesPerHeadSample;
  const memory = step(constants.baseMemory + constants.bytesPerSeries * series * (1 + constants.churn), 128 * mebibyte);
  return {
    disk: blocks + head,
    volume: volumeFor(blocks + head, constants),
    memory,
    memoryLimit: step(memory * constants.memoryLimitFactor, 128 * mebibyte),
    cores:
      constants.baseCores +
      samplesPerSecond / constants.samplesPerCore +
      ruleEvaluationsPerSecond * constants.secondsPerRule,
  };
};

/** Bytes as a Kubernetes quantity in whole GiB or MiB. */
export const binaryQuantity = (bytes: number): string =>
  bytes % gibibyte === 0 ? `${bytes / gibibyte}Gi` : `${Math.ceil(bytes / mebibyte)}Mi`;

/** Cores as a Kubernetes quantity, in steps of 50 thousandths. */
export const coreQuantity = (cores: number): string => `${step(cores * 1_000, 50)}m`;
