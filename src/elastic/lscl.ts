/**
 * The language of Logstash pipelines: a syntax tree and its printer. Text is printed with escapes, which Logstash reads
 * when `config.support_escapes` is on.
 *
 * @module
 */

export type LsclValue = string | number | boolean | readonly LsclValue[] | LsclHash | LsclPlugin;

/** `{ "key" => value }`; entries are separated by white space, not by commas. */
export interface LsclHash {
  readonly kind: 'hash';
  readonly entries: readonly LsclAttribute[];
}

export type LsclAttribute = readonly [name: string, value: LsclValue];

/** An input, filter, output or codec with its settings. */
export interface LsclPlugin {
  readonly kind: 'plugin';
  readonly name: string;
  readonly attributes: readonly LsclAttribute[];
}

/** `exists` is true for a field that is neither absent, null nor false. Fields are references: `[log][level]`. */
export type LsclCondition =
  | { readonly kind: 'exists'; readonly field: string }
  | { readonly kind: 'equals'; readonly field: string; readonly value: string };

export interface LsclCase {
  readonly when: LsclCondition;
  readonly body: readonly LsclStatement[];
}

/** Cases are tried in order; `otherwise` runs when none holds. */
export interface LsclBranch {
  readonly kind: 'branch';
  readonly cases: readonly [LsclCase, ...LsclCase[]];
  readonly otherwise: readonly LsclStatement[];
}

export type LsclStatement = LsclPlugin | LsclBranch;

/** One pipeline file. */
export interface LsclPipeline {
  readonly input: readonly LsclPlugin[];
  readonly filter: readonly LsclStatement[];
  readonly output: readonly LsclStatement[];
}

export const plugin = (name: string, settings: Readonly<Record<string, LsclValue>> = {}): LsclPlugin => ({
  kind: 'plugin',
  name,
  attributes: Object.entries(settings),
});

export const hash = (entries: Readonly<Record<string, LsclValue>>): LsclHash => ({
  kind: 'hash',
  entries: Object.entries(entries),
});

/** `log.level` as `[log][level]`: a dot descends into an object. */
export const fieldReference = (field: string): string =>
  field
    .split('.')
    .map(part => `[${part}]`)
    .join('');

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const quote = (text: string): string =>
  `"${text.replace(/[\\"\n\r\t]/g, character => escapes[character] ?? character)}"`;

/** Setting names are words; keys of a hash are any text. */
const settingName = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_]+$/.test(name) ? name : quote(name));

const printValue = (value: LsclValue, depth: number): string => {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!('kind' in value)) return `[${value.map(item => printValue(item, depth)).join(', ')}]`;
  if (value.kind === 'plugin') return printPlugin(value, depth);
  if (value.entries.length === 0) return '{}';
  return block(
    '',
    value.entries.map(([key, item]) => `${quote(key)} => ${printValue(item, depth + 1)}`),
    depth,
  );
};

const block = (head: string, lines: readonly string[], depth: number): string => {
  const indent = '  '.repeat(depth);
  return [`${head}{`, ...lines.map(line => `${indent}  ${line}`), `${indent}}`].join('\n');
};

const printPlugin = ({ name, attributes }: LsclPlugin, depth: number): string =>
  attributes.length === 0
    ? `${name} {}`
    : block(
        `${name} `,
        attributes.map(([key, value]) => `${settingName(key)} => ${printValue(value, depth + 1)}`),
        depth,
      );

const printCondition = (condition: LsclCondition): string =>
  condition.kind === 'exists' ? condition.field : `${condition.field} == ${quote(condition.value)}`;

const printStatement = (statement: LsclStatement, depth: number): string => {
  if (statement.kind === 'plugin') return printPlugin(statement, depth);
  const section = (head: string, statements: readonly LsclStatement[]): string =>
    block(
      head,
      statements.map(inner => printStatement(inner, depth + 1)),
      depth,
    );
  const cases = statement.cases.map(({ when, body }) => section(`if ${printCondition(when)} `, body));
  const otherwise = statement.otherwise.length === 0 ? [] : [section('', statement.otherwise)];
  return [...cases, ...otherwise].join(' else ');
};

const printSection = (name: string, statements: readonly LsclStatement[]): readonly string[] =>
  statements.length === 0
    ? []
    : [
        block(
          `${name} `,
          statements.map(statement => printStatement(statement, 1)),
          0,
        ),
      ];

/** The text of a pipeline file; sections without statements are left out. */
export const printPipeline = ({ input, filter, output }: LsclPipeline): string =>
  `${[...printSection('input', input), ...printSection('filter', filter), ...printSection('output', output)].join('\n\n')}\n`;
