import { suggest } from '../core/names.ts';
import { arity, type FunctionSignature, functionNamed, functions, type ValueType } from './functions.ts';
import { hasVariable } from './names.ts';
import { isComparison, isSetOperator } from './operators.ts';
import type { Session } from './session.ts';
import type { Binary, Expr, Span } from './syntax.ts';

/** What is known about an operand when its parent is checked. */
export interface Operand {
  readonly expr: Expr;
  readonly type: ValueType | 'unknown';
  /** Whether it stood in parentheses. */
  readonly wrapped: boolean;
  /** Where it stands with its parentheses; without any, the expression says it. */
  readonly outer?: Span;
}

const typeNames: Readonly<Record<ValueType | 'unknown', string>> = {
  scalar: 'a number',
  string: 'a string',
  vector: 'an instant vector',
  range: 'a range vector',
  unknown: 'a value of unknown type',
};

const remedies: Readonly<Record<string, string>> = {
  'range vector': 'Add a range: `[5m]`.',
  'vector range': 'Take the range away, or apply a function such as `rate` to it.',
  'vector scalar': 'Wrap the number in `vector()`.',
  'scalar vector': 'Wrap the vector in `scalar()`.',
};

const is = (operand: Operand, wanted: ValueType): boolean => operand.type === wanted || operand.type === 'unknown';

/** Where an operand stands, its parentheses included. */
export const spanOf = ({ expr, outer }: Operand): Span => outer ?? expr;

/** Reports an operand of the wrong type. */
export const checkType = (session: Session, operand: Operand, wanted: ValueType, where: string): void => {
  if (is(operand, wanted)) return;
  const { from, to } = operand.expr;
  const message = `${where} takes ${typeNames[wanted]}, not ${typeNames[operand.type]}.`;
  session.report('type', message, from, to, remedies[`${wanted} ${operand.type}`]);
};

const count = (n: number): string => (n === 1 ? '1 argument' : `${n} arguments`);

const checkArity = (session: Session, func: string, signature: FunctionSignature, given: number, span: Span): void => {
  const { min, max } = arity(signature);
  if (given >= min && given <= max) return;
  const wanted = min === max ? count(min) : given < min ? `at least ${count(min)}` : `at most ${count(max)}`;
  session.report('type', `\`${func}\` takes ${wanted}, not ${given}.`, span.from, span.to);
};

/** `info` takes bare matchers as its second argument. */
const checkInfo = (session: Session, selector: Operand | undefined): void => {
  if (selector === undefined) return;
  const { expr, wrapped } = selector;
  if (expr.kind === 'selector' && expr.name === undefined && !wrapped) return;
  session.report('type', 'The second argument of `info` is a list of matchers in braces.', expr.from, expr.to);
};

/** Checks a call, and gives the type of its result. */
export const checkCall = (
  session: Session,
  func: string,
  args: readonly Operand[],
  span: Span,
): ValueType | 'unknown' => {
  const signature = functionNamed(func);
  if (signature === undefined) {
    if (hasVariable(func)) return 'unknown';
    const known = suggest(func, Object.keys(functions));
    session.report('name', `There is no function \`${func}\`.`, span.from, span.from + func.length, known);
    return 'unknown';
  }
  session.available(signature.availability, `The function \`${func}\``, span.from, span.from + func.length);
  checkArity(session, func, signature, args.length, span);
  if (func === 'info') checkInfo(session, args[1]);
  args.forEach((arg, index) => {
    const wanted = signature.args[Math.min(index, signature.args.length - 1)];
    if (wanted !== undefined) checkType(session, arg, wanted, `\`${func}\``);
  });
  return signature.returns;
};

const checkBool = (session: Session, binary: Binary, left: Operand, right: Operand, at: Span): void => {
  const { op } = binary;
  if (binary.bool && !isComparison(op)) {
    session.report(
      'type',
      `\`bool\` belongs to comparisons, and \`${op}\` is none.`,
      at.from,
      at.to,
      'Take `bool` away.',
    );
  }
  if (isComparison(op) && !binary.bool && left.type === 'scalar' && right.type === 'scalar') {
    session.report('type', `Two numbers are compared by \`${op} bool\`.`, at.from, at.to, `Write \`${op} bool\`.`);
  }
};

const checkMatching = (session: Session, binary: Binary, vectors: boolean): void => {
  const { op, matching, fill, from, to } = binary;
  if (!vectors) {
    if ((matching?.labels.length ?? 0) > 0) {
      session.report(
        'type',
        'Only two instant vectors can be matched by labels.',
        from,
        to,
        'Take `on` or `ignoring` away.',
      );
    }
    if (fill !== undefined)
      session.report('type', 'Only between two instant vectors can series be filled in.', from, to);
    return;
  }
  const group = matching?.group;
  if (matching?.kind === 'on' && group !== undefined) {
    const both = group.labels.find(label => matching.labels.includes(label));
    if (both !== undefined) {
      session.report('type', `The label \`${both}\` stands in \`on\` and in \`group_${group.side}\`.`, from, to);
    }
  }
  if (!isSetOperator(op)) return;
  if (group !== undefined) {
    session.report(
      'type',
      `\`${op}\` cannot be combined with \`group_${group.side}\`.`,
      from,
      to,
      'Take the grouping away.',
    );
  }
  if (fill !== undefined) session.report('type', `\`${op}\` cannot fill in missing series.`, from, to);
};

/** Checks a binary expression, and gives the type of its result. */
export const checkBinary = (
  session: Session,
  binary: Binary,
  left: Operand,
  right: Operand,
  at: Span,
): ValueType | 'unknown' => {
  const { op } = binary;
  checkBool(session, binary, left, right, at);
  for (const operand of [left, right]) {
    if (operand.type === 'range' || operand.type === 'string') {
      const { from, to } = operand.expr;
      const message = `\`${op}\` takes numbers and instant vectors, not ${typeNames[operand.type]}.`;
      session.report('type', message, from, to);
    }
  }
  checkMatching(session, binary, left.type !== 'scalar' && right.type !== 'scalar');
  if (isSetOperator(op) && (left.type === 'scalar' || right.type === 'scalar')) {
    session.report('type', `\`${op}\` combines instant vectors, not numbers.`, at.from, at.to);
  }
  if (left.type === 'scalar' && right.type === 'scalar') return 'scalar';
  return left.type === 'vector' || right.type === 'vector' ? 'vector' : 'unknown';
};
