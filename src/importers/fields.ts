import type { Problem } from '../core/diagnostic.ts';
import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import { nearest } from '../core/names.ts';
import type { YamlDocument } from '../core/read-yaml.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { importNote } from './problems.ts';

/** Where a map stands, and what it belongs to in sentences: `The objective \`latency\``. */
export interface FieldsContext {
  readonly file: string;
  readonly document: YamlDocument;
  /** JSON pointer of the map. */
  readonly at: string;
  readonly subject: string;
  /** What is noted about any key, here and below. */
  readonly findings: ImportFinding[];
  /** What a value of another form than expected is, here and below. Default: a note. */
  readonly malformed?: Problem;
}

/**
 * A map of somebody else's file, read key by key: what has another form than expected is noted with its line, and so is
 * every key that nobody asked for.
 */
export class Fields {
  readonly #value: JsonObject;
  readonly #context: FieldsContext;
  readonly #asked = new Set<string>();

  constructor(value: JsonObject, context: FieldsContext) {
    this.#value = value;
    this.#context = context;
  }

  get subject(): string {
    return this.#context.subject;
  }

  /** The same map under another name. */
  named(subject: string): Fields {
    return new Fields(this.#value, { ...this.#context, subject });
  }

  place(...keys: readonly (string | number)[]): Place {
    const { file, document, at } = this.#context;
    return { file, line: document.lineOf(at + pointer(...keys)) };
  }

  /** Notes a difference at a key. */
  note(key: string, message: string, hint?: string): void {
    this.#report(importNote, key, message, hint);
  }

  /** Notes a key that has a meaning in the file and none here. `reason` ends the sentence. */
  leaveOut(key: string, reason: string, hint?: string): void {
    if (this.has(key)) this.note(key, `\`${key}\` of ${lower(this.subject)} is not carried over: ${reason}.`, hint);
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return Object.hasOwn(this.#value, key) && this.#value[key] !== '';
  }

  text(key: string): string | undefined {
    const value = this.#given(key);
    if (value === undefined || typeof value === 'string') return value;
    this.#malformed(key, 'text');
    return undefined;
  }

  flag(key: string): boolean | undefined {
    const text = this.text(key);
    if (text === undefined || text === 'true' || text === 'false')
      return text === undefined ? undefined : text === 'true';
    this.#malformed(key, '`true` or `false`');
    return undefined;
  }

  map(key: string, subject: string = this.subject): Fields | undefined {
    const value = this.#given(key);
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return this.#below(value, subject, key);
    this.#malformed(key, 'a map');
    return undefined;
  }

  maps(key: string, subject: string = this.subject): readonly Fields[] {
    return this.#list(key).flatMap((item, i) => {
      if (isJsonObject(item)) return [this.#below(item, subject, key, i)];
      this.#malformed(key, 'a list of maps');
      return [];
    });
  }

  texts(key: string): readonly string[] {
    return this.#list(key).flatMap(item => {
      if (typeof item === 'string') return [item];
      this.#malformed(key, 'a list of texts');
      return [];
    });
  }

  /** Names and texts; what is a list counts as its items, joined. */
  pairs(key: string): readonly (readonly [name: string, text: string])[] {
    const value = this.#given(key);
    if (value === undefined) return [];
    if (!isJsonObject(value)) {
      this.#malformed(key, 'a map');
      return [];
    }
    return Object.entries(value).map(([name, text]) => [name, plain(text)]);
  }

  /** Reports every key that nobody asked for. `product` is who would have to know it. */
  leaveOutUnknown(product: string, problem: Problem = importNote): void {
    for (const key of Object.keys(this.#value)) {
      if (this.#asked.has(key)) continue;
      const close = nearest(key, this.#asked);
      this.#report(
        problem,
        key,
        `${this.subject} has the key \`${key}\`, which is not carried over: ${product} does not know it.`,
        close === undefined ? undefined : `Did you mean "${close}"?`,
      );
    }
  }

  #given(key: string): JsonValue | undefined {
    return this.has(key) ? this.#value[key] : undefined;
  }

  #list(key: string): readonly JsonValue[] {
    const value = this.#given(key);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.#malformed(key, 'a list');
    return [];
  }

  #below(value: JsonObject, subject: string, ...keys: readonly (string | number)[]): Fields {
    return new Fields(value, { ...this.#context, at: this.#context.at + pointer(...keys), subject });
  }

  #malformed(key: string, wanted: string): void {
    this.#report(
      this.#context.malformed ?? importNote,
      key,
      `\`${key}\` of ${lower(this.subject)} is not carried over: it must be ${wanted}.`,
    );
  }

  #report(problem: Problem, key: string, message: string, hint?: string): void {
    this.#context.findings.push(reportAt(problem, this.place(key), message, hint));
  }
}

/** A subject inside of a sentence. */
export const lower = (subject: string): string => subject.charAt(0).toLowerCase() + subject.slice(1);

const plain = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(plain).join(', ') : JSON.stringify(value);
