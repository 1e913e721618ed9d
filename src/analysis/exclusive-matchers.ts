import { hasVariable } from '../promql/names.ts';
import { alternatives, toJavaScript } from '../promql/regex-values.ts';
import type { Matcher } from '../promql/syntax.ts';

/** Whether a value satisfies a matcher; undefined when nobody can tell here. */
export const admits = ({ op, value }: Matcher, text: string): boolean | undefined => {
  if (hasVariable(value)) return undefined;
  if (op === '=') return text === value;
  if (op === '!=') return text !== value;
  const regex = toJavaScript(value);
  return regex === undefined ? undefined : regex.test(text) === (op === '=~');
};

/** The values that a matcher asks for one by one. */
const listed = ({ op, value }: Matcher): readonly string[] | undefined =>
  op === '=' ? [value] : op === '=~' ? alternatives(value) : undefined;

const listExcludes = (list: Matcher, other: Matcher): boolean =>
  listed(list)?.every(value => admits(other, value) === false) ?? false;

/** One way to fulfil a pattern: a pattern for each character, and whether anything may follow. */
interface Branch {
  readonly characters: readonly RegExp[];
  readonly open: boolean;
}

const branch = /^((?:[\w/-]|\.|\\d|\[[\w-]+\])*?)((?:\.|\\d|\[[\w-]+\])[*+])?$/;

/** The branches of a simple pattern such as `5..|4[0-9]*`; undefined for any other. */
const branches = (pattern: string): readonly Branch[] | undefined => {
  const found: Branch[] = [];
  for (const text of pattern.split('|')) {
    const parts = branch.exec(text);
    if (parts === null) return undefined;
    const characters = (parts[1] ?? '').match(/\[[^\]]+\]|\\d|./g) ?? [];
    const regexes = characters.map(toJavaScript).filter(regex => regex !== undefined);
    if (regexes.length < characters.length) return undefined;
    found.push({ characters: regexes, open: parts[2] !== undefined });
  }
  return found;
};

const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

const branchesExclude = (left: Branch, right: Branch): boolean => {
  const [short, long] = left.characters.length <= right.characters.length ? [left, right] : [right, left];
  if (!short.open && short.characters.length < long.characters.length) return true;
  return short.characters.some((regex, i) => {
    const other = long.characters[i];
    return other !== undefined && !printable.some(character => regex.test(character) && other.test(character));
  });
};

const patternsExclude = (left: Matcher, right: Matcher): boolean => {
  if (left.op !== '=~' || right.op !== '=~') return false;
  const [first, second] = [branches(left.value), branches(right.value)];
  if (first === undefined || second === undefined) return false;
  return first.every(one => second.every(other => branchesExclude(one, other)));
};

/** Whether no value of one label can satisfy both matchers. False when that cannot be told. */
export const excludeEachOther = (left: Matcher, right: Matcher): boolean => {
  if (hasVariable(left.value) || hasVariable(right.value)) return false;
  const opposite =
    left.value === right.value && ((left.op === '=~' && right.op === '!~') || (left.op === '!~' && right.op === '=~'));
  return opposite || listExcludes(left, right) || listExcludes(right, left) || patternsExclude(left, right);
};
