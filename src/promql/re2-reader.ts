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
export class Re2Reader {
  #pattern: string;
  readonly #names = new Set<string>();
  #at = 0;
  #depth = 0;
  /** Where the next `:]` was found; a pattern full of `[:` is searched once. */
  #classEnd = -1;
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

  /** Passes over `(?i)`, which is no part of the sequence, and writes `\Q...\E` as the escaped characters it stands for. */
  #skipFlags(): boolean {
    let skipped = false;
    for (;;) {
      groupFlags.lastIndex = this.#at;
      if (groupFlags.exec(this.#pattern)?.[3] === ')') this.#at = groupFlags.lastIndex;
      else if (this.#pattern.startsWith('\\Q', this.#at)) this.#unquote();
      else return skipped;
      skipped = true;
    }
  }

  #unquote(): void {
    const start = this.#at + 2;
    const end = this.#pattern.indexOf('\\E', start);
    const text = this.#pattern.slice(start, end < 0 ? undefined : end).replace(/[!-/:-@[-`{-~]/g, '\\$&');
    this.#classEnd = -1;
    this.#pattern = `${this.#pattern.slice(0, this.#at)}${text}${end < 0 ? '' : this.#pattern.slice(end + 2)}`;
  }

  #repeated(): Node {
    if (this.#skipFlags() && ['', '|', ')'].includes(this.#pattern.charAt(this.#at))) return nothing;
    const first = this.#pattern.charAt(this.#at);
    if (first !== '' && '*+?'.includes(first)) return this.#fail(`missing argument to \`${first}\``);
    if (first === '{' && this.#counted(nothing) !== undefined) return this.#fail('missing argument to a repetition');
    let node = this.#atom();
    let repeats = 0;
    for (;;) {
      if (this.#skipFlags()) repeats = 0;
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
        if (this.#hasClassEnd()) return this.#fail('an unknown class in `[:` and `:]`');
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

  #hasClassEnd(): boolean {
    if (this.#classEnd < this.#at) {
      const found = this.#pattern.indexOf(':]', this.#at);
      this.#classEnd = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#classEnd !== Number.POSITIVE_INFINITY;
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
