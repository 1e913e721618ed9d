import type { Labels } from './labels.ts';

/** One element of an instant vector. */
export interface VectorSample {
  readonly labels: Labels;
  readonly value: number;
}

export interface VectorValue {
  readonly kind: 'vector';
  readonly samples: readonly VectorSample[];
}

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: number;
}

export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
}

/** Something the evaluator does not know well enough to answer as Prometheus would; `what` names it. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly what: string;
}

/** Something Prometheus refuses when it evaluates, as series that match more than one partner. */
export interface Failure {
  readonly kind: 'error';
  readonly message: string;
}

/** Why there is no value. */
export type Stop = Unsupported | Failure;

/** What an expression is worth at one point in time. */
export type Evaluated = VectorValue | ScalarValue | StringValue | Stop;

export const unsupported = (what: string): Unsupported => ({ kind: 'unsupported', what });

export const failure = (message: string): Failure => ({ kind: 'error', message });

export const isStop = <T extends { readonly kind: string }>(value: T | Stop): value is Stop =>
  value.kind === 'unsupported' || value.kind === 'error';

const mismatch = (wanted: string, value: Evaluated): Stop =>
  isStop(value) ? value : failure(`expected ${wanted}, got a ${value.kind}`);

/** The value where an instant vector has to stand. */
export const asVector = (value: Evaluated): VectorValue | Stop =>
  value.kind === 'vector' ? value : mismatch('an instant vector', value);

/** The value where a number has to stand. */
export const asScalar = (value: Evaluated): ScalarValue | Stop =>
  value.kind === 'scalar' ? value : mismatch('a scalar', value);

/** The value where a string has to stand. */
export const asString = (value: Evaluated): StringValue | Stop =>
  value.kind === 'string' ? value : mismatch('a string', value);

/** A vector, or the failure of two elements with the same labels. The labels have to be interned. */
export const distinct = (samples: readonly VectorSample[]): VectorValue | Failure => {
  if (samples.length > 1 && new Set(samples.map(({ labels }) => labels)).size < samples.length)
    return failure('vector cannot contain metrics with the same labelset');
  return { kind: 'vector', samples };
};
