import { isJsonObject, type JsonValue } from '../core/json.ts';
import { dimensions, type LiveQueries, type ObjectiveNature, type PerformanceQuery } from '../ir/live-queries.ts';

/** What the commands need of `queries.json`. */
export type KnownQueries = {
  readonly services: readonly Pick<
    LiveQueries['services'][number],
    'service' | 'team' | 'objectives' | 'performance'
  >[];
};

/** The parts that the commands read; undefined when the value is something else. */
export const readQueries = (value: JsonValue): KnownQueries | undefined => {
  const services = isJsonObject(value) ? each(value['services'], readService) : undefined;
  return services === undefined ? undefined : { services };
};

/** What is known of every objective beyond its series, by the value of its `slo` label. */
export const naturesOf = (queries: KnownQueries | undefined): ReadonlyMap<string, ObjectiveNature> =>
  new Map(queries?.services.flatMap(({ objectives }) => objectives.map(nature => [nature.slo, nature] as const)) ?? []);

const readService = (entry: JsonValue): KnownQueries['services'][number] | undefined => {
  if (!isJsonObject(entry)) return undefined;
  const { service, team } = entry;
  const objectives = each(entry['objectives'], readObjective);
  const performance = each(entry['performance'], readPerformance);
  return typeof service === 'string' &&
    typeof team === 'string' &&
    objectives !== undefined &&
    performance !== undefined
    ? { service, team, objectives, performance }
    : undefined;
};

const weights = ['events', 'time'] as const;

const readObjective = (entry: JsonValue): ObjectiveNature | undefined => {
  if (!isJsonObject(entry)) return undefined;
  const { slo } = entry;
  const dimension = dimensions.find(each => each === entry['dimension']);
  const weight = weights.find(each => each === entry['weight']);
  return typeof slo === 'string' && dimension !== undefined && weight !== undefined
    ? { slo, dimension, weight }
    : undefined;
};

const readPerformance = (entry: JsonValue): PerformanceQuery | undefined => {
  if (!isJsonObject(entry)) return undefined;
  const { id, histogram, p95, p99 } = entry;
  const target_p95 = numberOrNull(entry['target_p95']);
  const target_p99 = numberOrNull(entry['target_p99']);
  return typeof id === 'string' &&
    typeof histogram === 'string' &&
    typeof p95 === 'string' &&
    typeof p99 === 'string' &&
    target_p95 !== undefined &&
    target_p99 !== undefined
    ? { id, histogram, p95, p99, target_p95, target_p99 }
    : undefined;
};

const numberOrNull = (value: JsonValue | undefined): number | null | undefined =>
  value === null || typeof value === 'number' ? value : undefined;

/** All entries of a list, or nothing at all when one of them cannot be read. */
const each = <T>(value: JsonValue | undefined, read: (entry: JsonValue) => T | undefined): readonly T[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read).filter(entry => entry !== undefined);
  return entries.length === value.length ? entries : undefined;
};
