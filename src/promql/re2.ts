import { escapedCode, isUnicodeClass } from './re2-classes.ts';

/** What a regular expression means as far as matchers care: whether it is one, and whether it matches nothing at all. */
interface Node {
  /** Whether it can match the empty string. */
  readonly empty: boolean;
  /** How many times the engine would copy the largest part of it; RE2 refuses more than 1000. */
  readonly repeat: number;
}

const maxRepeat = 1_000;
const maxNesting = 1_000;
const posixClass = /\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y;
const groupFlags = /\(\?([imsU]*)(?:-([imsU]+))?([:)])/y;
const groupName = /\(\?P?<([A-Za-z0-9_]+)>/y;
const repetition = /\{(\d+)(?:(,)(\d*))?\}/y;

const nothing: Node = { empty: true, repeat: 1 };
const something: Node = { empty: false, repeat: 1 };

/** Reads RE2 syntax as Go does. Stops at the first problem. */
class Reader {
  readonly #pattern: string;
  readonly #names = new Set<string>();
  #at = 0;
  #depth = 0;
  problem: string | undefined;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  read(): Node {
    const node = this.#alternatives();
    if (this.problem === undefined && this.#at < this.#pattern.length) this.#fail('unexpected `)`');
    return node;
  }

  #fail(problem: string): Node {
    this.problem ??= problem;
    this.#at = this.#pattern.length;
    return nothing;
  }

  #alternatives(): Node {
    let node = this.#sequence();
    while (this.#pattern.charAt(this.#at) === '|') {
      this.#at += 1;
      const other = this.#sequence();
      node = { empty: node.empty || other.empty, repeat: Math.max(node.repeat, other.repeat) };
    }
    return node;
  }

  #sequence(): Node {
    let empty = true;
    let repeat = 1;
    while (this.#at < this.#pattern.length) {
      const next = this.#pattern.charAt(this.#at);
      if (next === '|' || next === ')') break;
      const node = this.#repeated();
      empty = empty && node.empty;
      repeat = Math.max(repeat, node.repeat);
    }
    return { empty, repeat };
  }

  #repeated(): Node {
    const start = this.#at;
    if ('*+?'.includes(this.#pattern.charAt(start)))
      return this.#fail(`missing argument to \`${this.#pattern.charAt(start)}\``);
    let node = this.#atom();
    let repeats = 0;
    for (;;) {
      const operator = this.#pattern.charAt(this.#at);
      if (operator === '') return node;
      if (operator === '*' || operator === '?') {
        node = { empty: true, repeat: node.repeat };
        this.#at += 1;
      } else if (operator === '+') {
        this.#at += 1;
      } else if (operator === '{') {
        const counted = this.#counted(node);
        if (counted === undefined) return node;
        node = counted;
      } else return node;
      if (this.problem !== undefined) return node;
      if (this.#pattern.charAt(this.#at) === '?') this.#at += 1;
      repeats += 1;
      if (repeats > 1) return this.#fail('a repetition of a repetition');
    }
  }

  /** `{2}`, `{2,}`, `{2,5}`; anything else in braces is plain text. */
  #counted(node: Node): Node | undefined {
    repetition.lastIndex = this.#at;
    const match = repetition.exec(this.#pattern);
    if (match === null) return undefined;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? least : Number(match[3]);
    this.#at = repetition.lastIndex;
    const repeat = Math.max(least, most, 1) * node.repeat;
    if (least > maxRepeat || most > maxRepeat || repeat > maxRepeat)
      return this.#fail(`more than ${maxRepeat} repetitions`);
    if (match[3] !== undefined && match[3] !== '' && most < least)
      return this.#fail('a repetition that ends before it begins');
    return { empty: least === 0 || node.empty, repeat };
  }

  #atom(): Node {
    const character = this.#pattern.charAt(this.#at);
    if (character === '(') return this.#group();
    if (character === '[') return this.#characterClass();
    if (character === '\\') return this.#escape(false);
    this.#at += character >= '\ud800' && character <= '\udbff' ? 2 : 1;
    return character === '^' || character === '$' ? nothing : something;
  }

  #group(): Node {
    this.#depth += 1;
    if (this.#depth > maxNesting) return this.#fail('groups nested too deeply');
    if (this.#pattern.startsWith('(?', this.#at)) {
      groupFlags.lastIndex = this.#at;
      const flags = groupFlags.exec(this.#pattern);
      groupName.lastIndex = this.#at;
      const name = groupName.exec(this.#pattern);
      if (flags !== null) {
        this.#at = groupFlags.lastIndex;
        if (flags[3] === ')') {
          this.#depth -= 1;
          return nothing;
        }
      } else if (name !== null) {
        const label = name[1] ?? '';
        if (this.#names.has(label)) return this.#fail(`two groups named \`${label}\``);
        this.#names.add(label);
        this.#at = groupName.lastIndex;
      } else {
        const what = this.#pattern.slice(this.#at, this.#at + 4);
        return this.#fail(/^\(\?<?[=!]/.test(what) ? 'look-around is not supported' : `unknown group \`${what}\``);
      }
    } else this.#at += 1;
    const node = this.#alternatives();
    if (this.problem !== undefined) return node;
    if (this.#pattern.charAt(this.#at) !== ')') return this.#fail('missing `)`');
    this.#at += 1;
    this.#depth -= 1;
    return node;
  }

  #characterClass(): Node {
    this.#at += 1;
    if (this.#pattern.charAt(this.#at) === '^') this.#at += 1;
    for (let first = true; ; first = false) {
      const character = this.#pattern.charAt(this.#at);
      if (character === '') return this.#fail('missing `]`');
      if (character === ']' && !first) break;
      if (this.#pattern.startsWith('[:', this.#at)) {
        posixClass.lastIndex = this.#at;
        if (posixClass.test(this.#pattern)) {
          this.#at = posixClass.lastIndex;
          continue;
        }
        if (this.#pattern.indexOf(':]', this.#at) > 0) return this.#fail('an unknown class in `[:` and `:]`');
      }
      const low = this.#classMember();
      if (this.problem !== undefined) return nothing;
      if (low === undefined || this.#pattern.charAt(this.#at) !== '-' || this.#pattern.charAt(this.#at + 1) === ']')
        continue;
      this.#at += 1;
      const high = this.#classMember();
      if (this.problem !== undefined) return nothing;
      if (high === undefined || high < low) return this.#fail('a range that ends before it begins');
    }
    this.#at += 1;
    return something;
  }

  /** One member of a class: its code point, or undefined when it is a class itself. */
  #classMember(): number | undefined {
    if (this.#pattern.charAt(this.#at) === '\\') {
      const start = this.#at;
      this.#escape(true);
      const text = this.#pattern.slice(start, this.#at);
      return /^\\[dDsSwWpP]/.test(text) ? undefined : escapedCode(text);
    }
    const code = this.#pattern.codePointAt(this.#at);
    if (code === undefined) {
      this.#fail('missing `]`');
      return undefined;
    }
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #escape(inClass: boolean): Node {
    const rest = this.#pattern.slice(this.#at, this.#at + 64);
    const literal = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(this.#pattern.slice(this.#at));
    if (!inClass && rest.startsWith('\\Q') && literal !== null) {
      this.#at += literal[0].length;
      return literal[1] === '' ? nothing : something;
    }
    const unicode = /^\\[pP](?:\{\^?([A-Za-z_]+)\}|([A-Z]))/.exec(rest);
    if (unicode !== null) {
      const name = unicode[1] ?? unicode[2] ?? '';
      if (!isUnicodeClass(name)) return this.#fail(`unknown class \`${unicode[0]}\``);
      this.#at += unicode[0].length;
      return something;
    }
    const position = inClass ? null : /^\\[AzbB]/.exec(rest);
    if (position !== null) {
      this.#at += 2;
      return position[0] === '\\b' ? something : nothing;
    }
    const known =
      /^\\(?:[dDsSwWafnrtv]|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]+\}|0[0-7]{0,2}|[1-7][0-7]{1,2}|(?![A-Za-z0-9])\p{ASCII})/u.exec(
        rest,
      );
    if (known === null)
      return this.#fail(rest === '\\' ? 'a backslash at the end' : `unknown escape \`${rest.slice(0, 2)}\``);
    if (known[0].startsWith('\\x{') && Number.parseInt(known[0].slice(3), 16) > 0x10ffff)
      return this.#fail('an invalid character');
    this.#at += known[0].length;
    return something;
  }
}

/** What is wrong with a pattern as RE2 sees it, or undefined when it is fine. */
export const isRe2 = (pattern: string): string | undefined => {
  const reader = new Reader(pattern);
  reader.read();
  return reader.problem;
};

/** Whether an anchored pattern matches the empty string. False for patterns that RE2 refuses. */
export const matchesEmpty = (pattern: string): boolean => {
  const reader = new Reader(pattern);
  const { empty } = reader.read();
  return reader.problem === undefined && empty;
};

/**
 * The pattern of a JavaScript literal for a matcher, or what is wrong with it. Flags are refused. Anchors at the ends
 * say what holds anyway and are dropped; anywhere else they stay.
 */
export const regexLiteral = (literal: RegExp): { readonly pattern: string } | { readonly problem: string } => {
  if (literal.flags !== '')
    return { problem: `The regular expression ${literal} has flags, which PromQL does not know.` };
  const source = literal.source === '(?:)' ? '' : literal.source.replaceAll('\\/', '/');
  const pattern = source.includes('|') ? source : source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const problem = isRe2(pattern);
  return problem === undefined
    ? { pattern }
    : { problem: `The regular expression ${literal} is not valid in RE2: ${problem}.` };
};
