import { isSetOperator } from '../promql/operators.ts';
import type { Binary, Unary } from '../promql/syntax.ts';
import { type NumberOperation, operationOf } from './arithmetic.ts';
import type { Context } from './context.ts';
import {
  asVector,
  distinct,
  type Evaluated,
  isStop,
  unsupported,
  type VectorSample,
  type VectorValue,
} from './evaluated.ts';
import { matchVectors } from './match-vectors.ts';
import { mapDistinct } from './origins.ts';
import { combineSets } from './set-operators.ts';

/** A vector and a number. A comparison filters, and what passes keeps its value, on whichever side it stands. */
const withNumber = (
  { bool }: Binary,
  operation: NumberOperation,
  vector: VectorValue,
  number: number,
  numberFirst: boolean,
  context: Context,
): Evaluated => {
  const table = context.storage.labels;
  const samples: VectorSample[] = [];
  for (const { labels, value } of vector.samples) {
    const [a, b] = numberFirst ? [number, value] : [value, number];
    if (operation.kind === 'arithmetic') {
      samples.push({ labels: table.withoutName(labels), value: operation.apply(a, b) });
      continue;
    }
    const holds = operation.holds(a, b);
    if (bool) samples.push({ labels: table.withoutName(labels), value: Number(holds) });
    else if (holds) samples.push({ labels, value });
  }
  return distinct(samples);
};

/** The value of a binary expression. */
export const evaluateBinary = (node: Binary, context: Context): Evaluated => {
  if (node.fill !== undefined) return unsupported('the modifier `fill`');
  const operation = operationOf(node.op);
  if (operation === undefined && !isSetOperator(node.op)) return unsupported(`the operator \`${node.op}\``);
  const left = context.evaluate(node.left, context);
  if (isStop(left)) return left;
  const right = context.evaluate(node.right, context);
  if (isStop(right)) return right;
  if (operation !== undefined) {
    if (left.kind === 'scalar' && right.kind === 'scalar') {
      const value =
        operation.kind === 'arithmetic'
          ? operation.apply(left.value, right.value)
          : Number(operation.holds(left.value, right.value));
      return { kind: 'scalar', value };
    }
    if (left.kind === 'vector' && right.kind === 'scalar')
      return withNumber(node, operation, left, right.value, false, context);
    if (left.kind === 'scalar' && right.kind === 'vector')
      return withNumber(node, operation, right, left.value, true, context);
  }
  const leftVector = asVector(left);
  if (isStop(leftVector)) return leftVector;
  const rightVector = asVector(right);
  if (isStop(rightVector)) return rightVector;
  return operation === undefined
    ? combineSets(node, leftVector, rightVector, context)
    : matchVectors(node, operation, leftVector, rightVector, context);
};

/** The value of a signed expression. A plus changes nothing, not even the name. */
export const evaluateUnary = (node: Unary, context: Context): Evaluated => {
  const inner = context.evaluate(node.expr, context);
  if (isStop(inner) || node.op === '+') return inner;
  if (inner.kind === 'scalar') return { kind: 'scalar', value: -inner.value };
  const vector = asVector(inner);
  if (isStop(vector)) return vector;
  const table = context.storage.labels;
  return mapDistinct(node, vector.samples, context, ({ labels, value }) => ({
    labels: table.withoutName(labels),
    value: -value,
  }));
};
