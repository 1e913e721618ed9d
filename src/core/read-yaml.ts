import type { Alias, Document, LineCounter, Node, Pair, YAMLMap } from 'yaml';
import { type JsonValue, pointerStep } from './json.ts';

/** One YAML document as plain values, and where each of them stands. */
export interface YamlDocument {
  /** Scalars are text as it is written, so `1.10`, `yes` and `0644` keep their form: the reader knows what they mean. */
  readonly value: JsonValue;
  /** The line of a value by JSON pointer, or of the nearest value around it. The first line is 1. */
  readonly lineOf: (pointer: string) => number;
  /** The last line of a value by JSON pointer. */
  readonly lastLineOf: (pointer: string) => number;
}

/** Why a text is no YAML, and the line where that shows. */
export interface YamlProblem {
  readonly line: number;
  readonly message: string;
}

export interface YamlComment {
  readonly line: number;
  /** Without the `#` and the space behind it. */
  readonly text: string;
}

export interface YamlText {
  readonly documents: readonly YamlDocument[];
  /** Comments of all documents in the order of their lines. */
  readonly comments: readonly YamlComment[];
  readonly problems: readonly YamlProblem[];
}

/** Values that aliases may expand to: far beyond any file that people write, and soon over for one that grows without end. */
const mostValues = 100_000;

type Yaml = typeof import('yaml');

/** Reads YAML of one or several documents. Anchors, aliases and merge keys are followed; what is wrong is returned. */
export const readYaml = async (text: string): Promise<YamlText> => {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const parsed = yaml.parseAllDocuments(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    problems.push(...document.errors.map(({ message, pos }) => ({ line: lineAt(lines, pos[0]), message })));
    if (document.errors.length > 0) continue;
    const reading = new Reading(yaml, document, lines);
    const value = reading.read(document.contents, '');
    problems.push(...reading.problems);
    documents.push({
      value,
      lineOf: pointer => nearest(reading.first, pointer),
      lastLineOf: pointer => nearest(reading.last, pointer),
    });
  }
  return { documents, comments: commentsOf(yaml, text), problems };
};

const lineAt = (lines: LineCounter, offset: number): number => Math.max(1, lines.linePos(offset).line);

const nearest = (lines: ReadonlyMap<string, number>, pointer: string): number => {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined || at === '') return line ?? 1;
  }
};

/** One document on its way to plain values. */
class Reading {
  readonly first = new Map<string, number>();
  readonly last = new Map<string, number>();
  readonly problems: YamlProblem[] = [];
  readonly #yaml: Yaml;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #open = new Set<Node>();
  readonly #targets = new Map<Alias, Node | undefined>();
  #values = 0;

  constructor(yaml: Yaml, document: Document, lines: LineCounter) {
    this.#yaml = yaml;
    this.#document = document;
    this.#lines = lines;
  }

  read(node: unknown, pointer: string, key?: unknown): JsonValue {
    if (!this.#yaml.isNode(node)) return '';
    this.#place(node, pointer, key);
    if (this.#yaml.isAlias(node)) return this.#follow(node, pointer);
    if (this.#yaml.isScalar(node)) return typeof node.value === 'string' ? node.value : String(node.value ?? '');
    this.#values += 1;
    if (this.#yaml.isSeq(node)) return node.items.map((item, i) => this.read(item, pointer + pointerStep(i)));
    return this.#yaml.isMap(node) ? Object.fromEntries(this.#entries(node, pointer)) : '';
  }

  /** A merge key (`<<`) gives what the map does not say itself. */
  #entries(map: YAMLMap, pointer: string): ReadonlyMap<string, JsonValue> {
    const merged = new Map<string, JsonValue>();
    const own = new Map<string, JsonValue>();
    for (const { key, value } of map.items) {
      const name = this.#keyText(key);
      if (name === undefined) this.#report(key ?? map, 'A key must be text.');
      else if (name !== '<<') own.set(name, this.read(value, pointer + pointerStep(name), key));
      else for (const [each, given] of this.#merge(value, pointer)) if (!merged.has(each)) merged.set(each, given);
    }
    return new Map([...merged, ...own]);
  }

  #merge(value: Pair['value'], pointer: string): readonly (readonly [string, JsonValue])[] {
    const node = this.#yaml.isAlias(value) ? this.#targetOf(value) : value;
    if (this.#yaml.isSeq(node)) return node.items.flatMap(item => this.#merge(item, pointer));
    if (this.#yaml.isMap(node)) return this.#guarded(node, () => [...this.#entries(node, pointer)], []);
    this.#report(value, 'What is merged with `<<` must be a map, or a list of maps.');
    return [];
  }

  #follow(alias: Alias, pointer: string): JsonValue {
    const target = this.#targetOf(alias);
    if (target === undefined) {
      this.#report(alias, `There is no anchor \`&${alias.source}\` before this alias.`);
      return '';
    }
    const line = this.first.get(pointer);
    const last = this.last.get(pointer);
    const value = this.#guarded(target, () => this.read(target, pointer), '');
    // What is reached through an alias stands where the alias does.
    if (line !== undefined) this.first.set(pointer, line);
    if (last !== undefined) this.last.set(pointer, last);
    return value;
  }

  /** Looked up once: the library searches the whole document. */
  #targetOf(alias: Alias): Node | undefined {
    if (!this.#targets.has(alias)) this.#targets.set(alias, alias.resolve(this.#document));
    return this.#targets.get(alias);
  }

  /** Stops at a value that contains itself, and at aliases of aliases that expand without end. */
  #guarded<T>(node: Node, read: () => T, otherwise: T): T {
    if (this.#open.has(node) || this.#values > mostValues) {
      if (this.problems.length === 0) this.#report(node, 'The aliases of this document expand without end.');
      return otherwise;
    }
    this.#open.add(node);
    const value = read();
    this.#open.delete(node);
    return value;
  }

  #keyText(key: unknown): string | undefined {
    return this.#yaml.isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
  }

  #place(node: Node, pointer: string, key: unknown): void {
    const start = this.#yaml.isNode(key) ? (key.range?.[0] ?? node.range?.[0]) : node.range?.[0];
    if (start !== undefined) this.first.set(pointer, lineAt(this.#lines, start));
    if (node.range) this.last.set(pointer, lineAt(this.#lines, Math.max(node.range[0], node.range[1] - 1)));
  }

  #report(node: unknown, message: string): void {
    const offset = this.#yaml.isNode(node) ? node.range?.[0] : undefined;
    this.problems.push({ line: offset === undefined ? 1 : lineAt(this.#lines, offset), message });
  }
}

/** Comments by the lexer: it knows that a `#` inside of a block of text is no comment. */
const commentsOf = (yaml: Yaml, text: string): readonly YamlComment[] => {
  const comments: YamlComment[] = [];
  let line = 1;
  let inScalar = false;
  for (const token of new yaml.Lexer().lex(text)) {
    if (token.startsWith('#') && !inScalar) comments.push({ line, text: token.replace(/^# ?/, '').trimEnd() });
    // The lexer announces the text of a scalar with this character.
    inScalar = token === '\u001f';
    line += token.split('\n').length - 1;
  }
  return comments;
};
