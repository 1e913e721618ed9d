import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import type { YamlDocument } from '../core/read-yaml.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importNote, importRefused } from './problems.ts';
import { type ReadRule, readRule, unknownKey } from './read-rule.ts';
import { durationOf, pairsOf, textOf } from './read-text.ts';
import type { RefusedRule, SourceGroup } from './rule-source.ts';

/** Where a group stands. */
export interface GroupContext {
  /** Name of the file that it is read from. */
  readonly source: string;
  /** Base name of the file that it will be rendered into. */
  readonly file: string;
  readonly document: YamlDocument;
  /** JSON pointer of the group. */
  readonly at: string;
  readonly lines: readonly string[];
}

export interface ReadGroup {
  readonly group: Omit<SourceGroup, 'comments' | 'trailing' | 'rules'> & {
    readonly rules: readonly ReadRule['rule'][];
  };
  readonly findings: readonly ImportFinding[];
}

const keys = ['name', 'interval', 'limit', 'query_offset', 'labels', 'rules'] as const;

/** One group of a rule file. A group that Prometheus refuses has its rules refused. */
export const readGroup = (value: JsonValue, context: GroupContext): ReadGroup => {
  const { source, file, document, at, lines } = context;
  const line = document.lineOf(at);
  const here = { source, file, line, lastLine: document.lastLineOf(at) };
  const place = (key: string): { readonly file: string; readonly line: number } => ({
    file: source,
    line: document.lineOf(at + pointer(key)),
  });
  const name = isJsonObject(value) ? textOf(value['name']) : undefined;
  const group = { ...here, name: name ?? 'unnamed', interval: undefined, limit: undefined, queryOffset: undefined };
  const refuse = (key: string, reason: string): ReadGroup => ({
    group: { ...group, rules: [refusedWhole(reason, here, lines)] },
    findings: [reportAt(importRefused, place(key), `The group \`${group.name}\` is not carried over: ${reason}.`)],
  });
  if (!isJsonObject(value)) return refuse('', 'a group must be a map');
  if (name === undefined) return refuse('name', 'it has no name');
  const rules = value['rules'];
  if (rules !== undefined && rules !== '' && !Array.isArray(rules)) return refuse('rules', '`rules` must be a list');
  const labels = pairsOf(value['labels'], 'labels');
  if ('mistake' in labels) return refuse('labels', labels.mistake);
  const interval = durationOf(value['interval'], 'interval');
  if ('mistake' in interval) return refuse('interval', interval.mistake);
  const queryOffset = durationOf(value['query_offset'], 'query_offset');
  if ('mistake' in queryOffset) return refuse('query_offset', queryOffset.mistake);
  const limit = limitOf(value);
  if (limit !== undefined && !Number.isInteger(limit)) return refuse('limit', '`limit` must be a whole number');
  const read = (Array.isArray(rules) ? rules : []).map((rule, i) =>
    readRule(rule, { file: source, document, at: at + pointer('rules', i), labels: labels.pairs, lines }),
  );
  return {
    group: {
      ...group,
      // Prometheus takes an interval and a limit of 0 for none.
      interval: interval.duration !== undefined && /[1-9]/.test(interval.duration) ? interval.duration : undefined,
      limit: limit === 0 ? undefined : limit,
      queryOffset: queryOffset.duration,
      rules: read.map(({ rule }) => rule),
    },
    findings: [
      ...Object.keys(value)
        .filter(key => !keys.some(known => known === key))
        .map(key => unknownKey(key, `The group \`${name}\``, keys, place(key))),
      ...(Object.keys(labels.pairs).length === 0
        ? []
        : [
            reportAt(
              importNote,
              place('labels'),
              `The labels of the group \`${name}\` are written on each of its rules, which means the same.`,
            ),
          ]),
      ...read.flatMap(({ findings }) => findings),
    ],
  };
};

const limitOf = (value: JsonObject): number | undefined => {
  const text = textOf(value['limit']);
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
};

/** A group of which nothing can be carried over counts as one refused rule. */
const refusedWhole = (
  reason: string,
  { line, lastLine }: { readonly line: number; readonly lastLine: number },
  lines: readonly string[],
): RefusedRule => ({ kind: 'refused', line, lastLine, reason, text: lines.slice(line - 1, lastLine) });
