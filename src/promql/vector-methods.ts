import { type AggregationSignature, aggregations } from './aggregations.ts';
import {
  type Built,
  buildAggregate,
  buildBinary,
  buildCall,
  type Join,
  noJoin,
  readArgument,
  readText,
} from './build-expressions.ts';
import { type FunctionSignature, functions } from './functions.ts';
import { camelCase } from './method-types.ts';
import { arithmeticMethods, comparisonMethods } from './operator-methods.ts';
import type { BinaryOperator } from './syntax.ts';

/** Gives a class the methods that the tables call for. The types of `Vector` and `Ranged` say the same. */
const install = (target: object, name: string, method: (this: Built, ...args: readonly unknown[]) => unknown): void => {
  Object.defineProperty(target, camelCase(name), { value: method });
};

const operators: readonly (readonly [name: string, op: BinaryOperator, bool: boolean])[] = [
  ...Object.entries(arithmeticMethods).map(([name, op]) => [name, op, false] as const),
  ...Object.entries(comparisonMethods).map(([name, op]) => [name, op, false] as const),
  ...Object.entries(comparisonMethods).map(([name, op]) => [`${name}Bool`, op, true] as const),
];

/** Where the methods go. */
interface Prototypes {
  readonly vector: object;
  readonly scalar: object;
  readonly matched: object;
  readonly ranged: object;
}

interface Makers {
  readonly makeVector: (built: Built) => unknown;
  readonly makeScalar: (built: Built) => unknown;
}

/** Gives the classes of the builder a method for every operator, function and aggregation of the tables. */
export const installVectorMethods = (prototypes: Prototypes, make: Makers): void => {
  for (const [name, op, bool] of operators) {
    install(prototypes.vector, name, function (right) {
      return make.makeVector(buildBinary(this, op, right, noJoin, bool));
    });
    install(prototypes.scalar, name, function (right) {
      return make.makeScalar(buildBinary(this, op, right, noJoin, bool));
    });
    Object.defineProperty(prototypes.matched, name, {
      value: function (this: { readonly left: Built; readonly join: Join }, right: unknown) {
        return make.makeVector(buildBinary(this.left, op, right, this.join, bool));
      },
    });
  }

  for (const [name, signature] of Object.entries<FunctionSignature>(functions)) {
    const [first, second] = signature.args;
    const special = signature.labels !== 'series' && signature.labels !== 'named';
    if (first === 'vector' && !special && signature.max === undefined) {
      install(prototypes.vector, name, function (...rest) {
        return make.makeVector(buildCall(name, [this, ...rest]));
      });
    }
    if (first === 'range') {
      install(prototypes.ranged, name, function (...rest) {
        return make.makeVector(buildCall(name, [this, ...rest]));
      });
    }
    if (second === 'range') {
      install(prototypes.ranged, name, function (parameter) {
        return make.makeVector(buildCall(name, [parameter, this]));
      });
    }
  }

  for (const [name, { param }] of Object.entries<AggregationSignature>(aggregations)) {
    for (const kind of [undefined, 'by', 'without'] as const) {
      const method = `${name}${kind === undefined ? '' : kind === 'by' ? 'By' : 'Without'}`;
      install(prototypes.vector, method, function (...args) {
        if (param === undefined) return make.makeVector(buildAggregate(this, name, kind, args));
        const [given, ...labels] = args;
        const parameter = param === 'string' ? readText(given, 'A label name') : readArgument(given);
        const built = buildAggregate(this, name, kind, labels, parameter.expr);
        return make.makeVector({ expr: built.expr, mistakes: [...built.mistakes, ...parameter.mistakes] });
      });
    }
  }
};
