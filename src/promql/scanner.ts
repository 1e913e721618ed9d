import { isAlpha, isDigit, isSpace } from './characters.ts';
import { variablePattern } from './names.ts';
import { scanDuration, scanNumber } from './scan-number.ts';

/** Every token that is not written as itself has a word; the rest is its own text. */
export type TokenKind =
  | 'end'
  | 'error'
  | 'number'
  | 'duration'
  | 'string'
  | 'word'
  | 'variable'
  | '('
  | ')'
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | '='
  | '!='
  | '=~'
  | '!~'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '<'
  | '>'
  | '<='
  | '>='
  | '</'
  | '>/'
  | '@';

/** Where the scanner is: words may hold colons outside, `=~` is a token in braces, comments end in brackets. */
export type ScanMode = 'outside' | 'braces' | 'brackets';

const single: ReadonlyMap<number, TokenKind> = new Map(
  (['(', ')', '{', '}', '[', ']', ',', '+', '-', '*', '/', '%', '^', '@'] as const).map(text => [
    text.charCodeAt(0),
    text,
  ]),
);

const variableHere = new RegExp(variablePattern.source, 'y');

/** Splits an expression into tokens, one at a time, the way Prometheus does. */
export class Scanner {
  readonly text: string;
  readonly #variables: boolean;
  /** Whether a number stood in the current brackets: a comment may follow it, but not come before it. */
  #counted = false;
  mode: ScanMode = 'outside';
  kind: TokenKind = 'end';
  from = 0;
  to = 0;
  /** Where the token before the current one ended. */
  previousEnd = 0;
  /** What is wrong, when `kind` is `error`. */
  message = '';

  constructor(text: string, variables: boolean) {
    this.text = text;
    this.#variables = variables;
  }

  /** The text of the current token. */
  get value(): string {
    return this.text.slice(this.from, this.to);
  }

  /** Whether the current token is of a kind. Unlike a comparison, it tells the compiler nothing that `next` makes untrue. */
  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Moves to the next token. An error stays: nothing after it can be trusted. */
  next(): void {
    if (this.kind === 'error') return;
    if (this.kind === '[') this.#counted = false;
    if (this.kind === 'number' || this.kind === 'duration') this.#counted = true;
    this.previousEnd = this.to;
    let at = this.to;
    const { text } = this;
    let code = text.charCodeAt(at);
    while (isSpace(code) || code === 35) {
      if (code !== 35) {
        at += 1;
      } else if (this.mode === 'brackets' && !this.#counted) {
        this.#fail(at, 'a comment cannot stand here');
        return;
      } else {
        while (at < text.length && code !== 10 && code !== 13) code = text.charCodeAt(++at);
      }
      code = text.charCodeAt(at);
    }
    this.from = at;
    if (at >= text.length) {
      this.kind = 'end';
      this.to = at;
      return;
    }
    if (isAlpha(code) || (code === 58 && this.mode === 'outside')) this.#word(at);
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) this.#number(at);
    else if (code === 34 || code === 39 || code === 96) this.#string(at, code);
    else if (this.#variables && (code === 36 || (code === 91 && this.#opensVariable(at)))) this.#variable(at, code);
    else this.#symbol(at, code);
  }

  /** Whether the next token that is not space is an opening parenthesis. */
  followedByParenthesis(): boolean {
    let at = this.to;
    while (isSpace(this.text.charCodeAt(at))) at += 1;
    return this.text.charCodeAt(at) === 40;
  }

  /** Whether two brackets open a variable; of three, the first opens a range. */
  #opensVariable(at: number): boolean {
    return this.text.charCodeAt(at + 1) === 91 && this.text.charCodeAt(at + 2) !== 91;
  }

  #set(kind: TokenKind, to: number): void {
    this.kind = kind;
    this.to = to;
  }

  #fail(at: number, message: string): void {
    this.from = at;
    this.message = message;
    this.#set('error', Math.min(at + 1, this.text.length));
  }

  #word(start: number): void {
    const { text } = this;
    const colons = this.mode === 'outside';
    let at = start + 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (isAlpha(code) || isDigit(code) || (code === 58 && colons)) at += 1;
      else if (this.#variables && (code === 36 || (colons && code === 91 && this.#opensVariable(at)))) {
        variableHere.lastIndex = at;
        if (!variableHere.test(text)) break;
        at = variableHere.lastIndex;
      } else break;
    }
    this.#set('word', at);
  }

  /** A variable, together with the word it is part of: `$metric`, `${job}_total`. */
  #variable(start: number, code: number): void {
    variableHere.lastIndex = start;
    if (!variableHere.test(this.text)) {
      this.#symbol(start, code);
      return;
    }
    const alone = variableHere.lastIndex;
    const next = this.text.charCodeAt(alone);
    if (!isAlpha(next) && !isDigit(next) && next !== 36) {
      this.#set('variable', alone);
      return;
    }
    this.to = alone;
    this.#word(alone - 1);
  }

  #string(start: number, quote: number): void {
    const { text } = this;
    let at = start + 1;
    for (;;) {
      if (at >= text.length) {
        this.#fail(start, quote === 96 ? 'unterminated raw string' : 'unterminated quoted string');
        return;
      }
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === 92 && quote !== 96) at += 1;
      else if (code === 10 && quote !== 96) {
        this.#fail(start, 'unterminated quoted string');
        return;
      } else if (code === 0xfffd) {
        this.#fail(at, 'invalid UTF-8 in a string');
        return;
      }
      at += 1;
    }
    this.#set('string', at + 1);
  }

  #number(start: number): void {
    const end = scanNumber(this.text, start);
    if (end.valid) {
      this.#set('number', end.at);
      return;
    }
    const duration = scanDuration(this.text, end.at);
    if (duration === undefined) {
      this.#fail(start, 'bad number or duration');
      return;
    }
    this.#set('duration', duration);
  }

  #symbol(at: number, code: number): void {
    const { text, mode } = this;
    const next = text.charCodeAt(at + 1);
    const plain = single.get(code);
    if (plain !== undefined) this.#set(plain, at + 1);
    else if (code === 58) this.#set(':', at + 1);
    else if (code === 61) {
      if (next === 61 && mode === 'outside') this.#set('==', at + 2);
      else if (next === 126) {
        if (mode === 'braces') this.#set('=~', at + 2);
        else this.#fail(at, 'unexpected `~` after `=`');
      } else this.#set('=', at + 1);
    } else if (code === 33) {
      if (next === 61) this.#set('!=', at + 2);
      else if (next === 126 && mode === 'braces') this.#set('!~', at + 2);
      else this.#fail(at, 'unexpected character after `!`');
    } else if (code === 60)
      this.#set(next === 61 ? '<=' : next === 47 ? '</' : '<', next === 61 || next === 47 ? at + 2 : at + 1);
    else if (code === 62)
      this.#set(next === 61 ? '>=' : next === 47 ? '>/' : '>', next === 61 || next === 47 ? at + 2 : at + 1);
    else this.#fail(at, `unexpected character \`${String.fromCodePoint(text.codePointAt(at) ?? code)}\``);
  }
}
