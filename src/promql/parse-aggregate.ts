import type { AggregationSignature } from './aggregations.ts';
import { keywordOf } from './names.ts';
import { checkType, type Operand } from './parse-checks.ts';
import { parseLabels } from './parse-selector.ts';
import type { Session } from './session.ts';
import type { Grouping } from './syntax.ts';

/** Parses one expression; handed in, because expressions and their parts need each other. */
export type ParseExpr = (session: Session, least: number) => Operand | undefined;

/** The arguments of a call, from `(` to `)`. */
export const parseArguments = (
  session: Session,
  func: string,
  parseExpr: ParseExpr,
): readonly Operand[] | undefined => {
  const { scanner } = session;
  if (!session.expect('(', 'before the arguments')) return undefined;
  const args: Operand[] = [];
  if (scanner.at(')')) {
    scanner.next();
    return args;
  }
  for (;;) {
    if (func === 'info' && args.length === 1) session.openSelectorAt = scanner.from;
    const arg = parseExpr(session, 0);
    if (arg === undefined) return undefined;
    args.push(arg);
    if (scanner.at(')')) break;
    if (!session.expect(',', 'or `)` after an argument')) return undefined;
    if (scanner.at(')')) return session.fail('A comma stands after the last argument.', 'Take it away.');
  }
  scanner.next();
  return args;
};

const parseGrouping = (session: Session): Grouping | undefined => {
  const { scanner } = session;
  const kind = keywordOf(scanner.value) === 'by' ? 'by' : 'without';
  scanner.next();
  const labels = parseLabels(session);
  return labels === undefined ? undefined : { kind, labels };
};

const isGrouping = (session: Session): boolean => {
  if (session.scanner.kind !== 'word') return false;
  const keyword = keywordOf(session.scanner.value);
  return keyword === 'by' || keyword === 'without';
};

/** An aggregation; the current token is what follows its operator. */
export const parseAggregate = (
  session: Session,
  op: string,
  aggregation: AggregationSignature,
  from: number,
  parseExpr: ParseExpr,
): Operand | undefined => {
  const { scanner } = session;
  session.available(aggregation.availability, `The aggregation \`${op}\``, from, from + op.length);
  let grouping: Grouping | undefined;
  if (isGrouping(session)) {
    grouping = parseGrouping(session);
    if (grouping === undefined) return undefined;
  }
  const args = parseArguments(session, op, parseExpr);
  if (args === undefined) return undefined;
  if (grouping === undefined && isGrouping(session)) {
    grouping = parseGrouping(session);
    if (grouping === undefined) return undefined;
  }
  const to = scanner.previousEnd;
  const { param: wanted } = aggregation;
  const param = wanted === undefined ? undefined : args[0];
  const input = wanted === undefined ? args[0] : args[1];
  const count = wanted === undefined ? 1 : 2;
  if (input === undefined || args.length !== count) {
    const message = `\`${op}\` takes ${count === 1 ? '1 argument' : '2 arguments'}, not ${args.length}.`;
    session.report('type', message, from, to);
    return undefined;
  }
  checkType(session, input, 'vector', `\`${op}\``);
  if (param !== undefined && wanted !== undefined) checkType(session, param, wanted, `The parameter of \`${op}\``);
  const expr = {
    kind: 'aggregate',
    op,
    ...(param === undefined ? {} : { param: param.expr }),
    expr: input.expr,
    ...(grouping === undefined ? {} : { grouping }),
    from,
    to,
  } as const;
  return { expr, type: 'vector', wrapped: false };
};
