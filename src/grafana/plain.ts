import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/** Keys in the order in which an object was built: each step leads on by one more key. */
interface KeyPath {
  readonly next: Map<string, KeyPath>;
  /** The keys of an object that ends here, sorted. */
  sorted?: readonly string[];
}

const keyPath = (): KeyPath => ({ next: new Map() });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Most objects of a dashboard have one of a few sets of keys: each set is sorted once, and kept below `shapes`. */
const sortedKeys = (value: object, shapes: KeyPath): readonly string[] => {
  const keys = Object.keys(value);
  let path = shapes;
  for (const key of keys) {
    let step = path.next.get(key);
    if (step === undefined) {
      step = keyPath();
      path.next.set(key, step);
    }
    path = step;
  }
  path.sorted ??= keys.sort();
  return path.sorted;
};

/** Plain forms of what all dashboards share. */
const prepared = new WeakMap<object, JsonValue>();

const plain = (value: unknown, shapes: KeyPath): JsonValue => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isRecord(value)) return null;
  const ready = prepared.get(value);
  if (ready !== undefined) return ready;
  if (Array.isArray(value)) return value.map(item => plain(item, shapes));
  const sorted: Record<string, JsonValue> = {};
  for (const key of sortedKeys(value, shapes)) {
    const field = value[key];
    if (field !== undefined && typeof field !== 'function') sorted[key] = plain(field, shapes);
  }
  return sorted;
};

/** Turns what the SDK builds into plain data, and remembers the sets of keys that it met. */
export type Plainer = (built: object) => JsonObject;

/**
 * Plain data in one pass: what the SDK builds holds functions, and keys without a value. Sorted, so that moving code
 * around never moves a line of output.
 */
export const plainer = (): Plainer => {
  const shapes = keyPath();
  return built => {
    const value = plain(built, shapes);
    return isJsonObject(value) ? value : {};
  };
};

const frozen = (value: JsonValue): JsonValue => {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part ?? null);
  return Object.freeze(value);
};

/** An object that many panels hold, made plain once: every dashboard carries the same one, so it cannot be changed. */
export const shared = <T extends object>(built: T): T => {
  prepared.set(built, frozen(plain(built, keyPath())));
  return built;
};

/** A builder of such an object. */
export const sharedBuilder = <T extends object>(builder: Builder<T>): Builder<T> => {
  const built = shared(builder.build());
  return { build: () => built };
};
