import { unquote } from './literals.ts';
import { acceptsMissing } from './matchers.ts';
import { hasVariable, isPlainGroupingLabel, isReservedInGrouping } from './names.ts';
import { isRe2 } from './re2.ts';
import type { Session } from './session.ts';
import type { Matcher, MatchOperator, Selector } from './syntax.ts';

/** The value of the current string token, with a problem when an escape in it is bad. */
export const parseString = (session: Session): string | undefined => {
  const { scanner } = session;
  const result = unquote(scanner.value);
  if ('message' in result) return session.fail(`The string ${scanner.value} cannot be read: ${result.message}.`);
  scanner.next();
  return result.value;
};

const isMatchOperator = (kind: string): kind is MatchOperator =>
  kind === '=' || kind === '!=' || kind === '=~' || kind === '!~';

/** One entry in braces: a matcher, or the metric's name in quotes. */
const parseEntry = (session: Session): Matcher | { readonly name: string } | undefined => {
  const { scanner } = session;
  const { kind, from } = scanner;
  let label: string | undefined;
  if (kind === 'word' || kind === 'variable') {
    label = scanner.value;
    scanner.next();
  } else if (kind === 'string') {
    session.require('quotedNames', 'A name in quotes', from, scanner.to);
    label = parseString(session);
    if (label === undefined) return undefined;
    if (scanner.kind === ',' || scanner.kind === '}') return { name: label };
  } else return session.unexpected('a label name or `}`');
  const op = scanner.kind;
  if (!isMatchOperator(op)) return session.unexpected('one of `=`, `!=`, `=~` and `!~`');
  scanner.next();
  if (scanner.kind !== 'string') return session.unexpected('a string in quotes');
  const { from: valueFrom, to: valueTo } = scanner;
  const value = parseString(session);
  if (value === undefined) return undefined;
  if ((op === '=~' || op === '!~') && !(session.variables && hasVariable(value))) {
    const problem = isRe2(value);
    if (problem !== undefined) {
      session.report('regex', `The regular expression "${value}" is not valid in RE2: ${problem}.`, valueFrom, valueTo);
    }
  }
  return { label, op, value, from, to: valueTo };
};

/** Reports a selector that would select everything. The second argument of `info` may. */
const checkSelective = (session: Session, selector: Selector): void => {
  if (
    (selector.name ?? '') !== '' ||
    selector.from === session.openSelectorAt ||
    !selector.matchers.every(acceptsMissing)
  )
    return;
  session.report(
    'type',
    'The selector has no matcher that needs a value, so it would select every series.',
    selector.from,
    selector.to,
    'Name the metric, or add a matcher such as `job="api"`.',
  );
};

/** `name`, `name{...}` or `{...}`; the current token is what follows the name. */
export const parseSelector = (session: Session, from: number, outer: string | undefined): Selector | undefined => {
  const { scanner } = session;
  let name = outer;
  const matchers: Matcher[] = [];
  if (scanner.kind === '{') {
    scanner.mode = 'braces';
    scanner.next();
    while (!scanner.at('}')) {
      const entry = parseEntry(session);
      if (entry === undefined) return undefined;
      if ('label' in entry) matchers.push(entry);
      else if (name === undefined) name = entry.name;
      else matchers.push({ label: '__name__', op: '=', value: entry.name, from, to: scanner.previousEnd });
      if (scanner.at(',')) scanner.next();
      else if (!scanner.at('}')) return session.unexpected('`,` or `}`');
    }
    scanner.mode = 'outside';
    scanner.next();
  }
  const to = scanner.previousEnd;
  if (outer !== undefined && matchers.some(matcher => matcher.label === '__name__')) {
    session.report('type', `The metric name is given twice: \`${outer}\` and again in braces.`, from, to);
  }
  const selector: Selector = { kind: 'selector', ...(name === undefined ? {} : { name }), matchers, from, to };
  checkSelective(session, selector);
  return selector;
};

/** The labels of `by`, `on` and their kin, from `(` to `)`. */
export const parseLabels = (session: Session): readonly string[] | undefined => {
  const { scanner } = session;
  if (!session.expect('(', 'before the labels')) return undefined;
  const labels: string[] = [];
  while (!scanner.at(')')) {
    const { from, to, kind } = scanner;
    if (kind === 'string') {
      session.require('quotedGroupingLabels', 'A label name in quotes', from, to);
      const label = parseString(session);
      if (label === undefined) return undefined;
      if (label === '') session.report('syntax', 'A label name is empty.', from, to);
      labels.push(label);
    } else if (kind === 'variable' || (kind === 'word' && !isReservedInGrouping(scanner.value))) {
      const label = scanner.value;
      if (!isPlainGroupingLabel(label) && !hasVariable(label)) {
        session.require('quotedGroupingLabels', `The label name \`${label}\``, from, to);
      }
      labels.push(label);
      scanner.next();
    } else return session.unexpected('a label name');
    if (scanner.at(',')) scanner.next();
    else if (!scanner.at(')')) return session.unexpected('`,` or `)`');
  }
  scanner.next();
  return labels;
};
