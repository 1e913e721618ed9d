import type { ImportedRuleEntry } from '../catalogue/rule-group.ts';
import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import { nearest } from '../core/names.ts';
import type { YamlDocument } from '../core/read-yaml.ts';
import { parse } from '../promql/parse.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importNote, importRefused } from './problems.ts';
import { durationOf, pairsOf, textOf } from './read-text.ts';
import { expressionMistake, expressionText } from './rule-expression.ts';
import type { CarriedRule, RefusedRule } from './rule-source.ts';

/** Where a rule stands, and what its group says for it. */
export interface RuleContext {
  readonly file: string;
  readonly document: YamlDocument;
  /** JSON pointer of the rule. */
  readonly at: string;
  /** Labels of the group: they are written on each rule that does not say otherwise. */
  readonly labels: Readonly<Record<string, string>>;
  /** The lines of the whole file. */
  readonly lines: readonly string[];
}

export interface ReadRule {
  readonly rule: CarriedRule | RefusedRule;
  readonly findings: readonly ImportFinding[];
}

const keys = ['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'] as const;

/** One rule of a group, refused for what Prometheus refuses. */
export const readRule = (value: JsonValue, context: RuleContext): ReadRule => {
  const { file, document, at, lines } = context;
  const line = document.lineOf(at);
  const lastLine = document.lastLineOf(at);
  const name = nameOf(value);
  const refuse = ({ key, reason, hint, below = 0 }: Mistake): ReadRule => ({
    rule: { kind: 'refused', line, lastLine, reason, text: lines.slice(line - 1, lastLine) },
    findings: [
      reportAt(
        importRefused,
        { file, line: Math.min(lastLine, document.lineOf(key === undefined ? at : at + pointer(key)) + below) },
        `The ${name} is not carried over: ${reason}.`,
        hint,
      ),
    ],
  });
  if (!isJsonObject(value)) return refuse({ reason: 'a rule must be a map' });
  const read = entryOf(value, context.labels);
  if ('mistake' in read) return refuse(read.mistake);
  const { entry } = read;
  const parsed = parse(entry.expr);
  const wrong = expressionMistake(entry.expr, parsed);
  if (wrong !== undefined || parsed.expr === undefined) {
    const isBlock = document.lastLineOf(at + pointer('expr')) > document.lineOf(at + pointer('expr'));
    return refuse({
      key: 'expr',
      reason: wrong?.reason ?? 'its expression cannot be read',
      ...(wrong?.hint === undefined ? {} : { hint: wrong.hint }),
      below: isBlock ? (wrong?.line ?? 0) + 1 : 0,
    });
  }
  const findings = Object.keys(value)
    .filter(key => !keys.some(known => known === key))
    .map(key => unknownKey(key, `The ${name}`, keys, { file, line: document.lineOf(at + pointer(key)) }));
  const expr = expressionText(entry.expr, parsed.expr);
  return {
    rule: {
      kind: 'carried',
      entry: { ...entry, expr },
      tree: parsed.expr,
      noted: findings.length > 0,
      line,
      lastLine,
    },
    findings,
  };
};

/** Why a rule is refused: at which key, and how many lines below it. */
interface Mistake {
  readonly reason: string;
  readonly key?: string;
  readonly hint?: string;
  readonly below?: number;
}

const nameOf = (value: JsonValue): string => {
  if (!isJsonObject(value)) return 'rule';
  const alert = textOf(value['alert']);
  const record = textOf(value['record']);
  return alert !== undefined ? `alert \`${alert}\`` : record !== undefined ? `recording rule \`${record}\`` : 'rule';
};

const entryOf = (
  value: JsonObject,
  groupLabels: Readonly<Record<string, string>>,
): { readonly entry: ImportedRuleEntry } | { readonly mistake: Mistake } => {
  const mistake = (reason: string, key?: string): { readonly mistake: Mistake } => ({
    mistake: { reason, ...(key === undefined ? {} : { key }) },
  });
  const alert = textOf(value['alert']);
  const record = textOf(value['record']);
  const expr = textOf(value['expr']);
  if ((alert === undefined) === (record === undefined))
    return mistake('it must have either `record` or `alert`', alert === undefined ? undefined : 'record');
  if (expr === undefined || expr.trim() === '') return mistake('it has no `expr`');
  const labels = pairsOf(value['labels'], 'labels');
  if ('mistake' in labels) return mistake(labels.mistake, 'labels');
  const annotations = pairsOf(value['annotations'], 'annotations');
  if ('mistake' in annotations) return mistake(annotations.mistake, 'annotations');
  const wait = durationOf(value['for'], 'for');
  if ('mistake' in wait) return mistake(wait.mistake, 'for');
  const keep = durationOf(value['keep_firing_for'], 'keep_firing_for');
  if ('mistake' in keep) return mistake(keep.mistake, 'keep_firing_for');
  const allLabels = nonEmpty('labels', { ...groupLabels, ...labels.pairs });
  if (record !== undefined) {
    const foreign = (['for', 'keep_firing_for', 'annotations'] as const).find(key => textOrMap(value[key]));
    if (foreign !== undefined) return mistake(`a recording rule cannot have \`${foreign}\``, foreign);
    if (/[{}]/.test(record)) return mistake('the name of a series cannot contain braces', 'record');
    return { entry: { kind: 'record', record, expr, ...allLabels } };
  }
  return {
    entry: {
      kind: 'alert',
      alert: alert ?? '',
      expr,
      ...(wait.duration === undefined ? {} : { for: wait.duration }),
      ...(keep.duration === undefined ? {} : { keepFiringFor: keep.duration }),
      ...allLabels,
      ...nonEmpty('annotations', annotations.pairs),
    },
  };
};

const textOrMap = (value: JsonValue | undefined): boolean => value !== undefined && value !== '';

const nonEmpty = <K extends 'labels' | 'annotations'>(
  key: K,
  pairs: Readonly<Record<string, string>>,
): { readonly [P in K]?: Readonly<Record<string, string>> } => {
  const named: { [P in K]?: Readonly<Record<string, string>> } = {};
  if (Object.keys(pairs).length > 0) named[key] = pairs;
  return named;
};

/** Keys of products that extend the format, and what they do there. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['partial_response_strategy', 'Thanos asks several servers; here one Prometheus evaluates the rules'],
  ['source_tenants', 'Mimir reads the series of other tenants; here there is one'],
  ['evaluation_delay', 'Mimir evaluates later; in Prometheus that is `query_offset`'],
  ['align_evaluation_time_on_interval', 'Mimir moves the time of the evaluation to full intervals'],
  ['namespace', 'Mimir and Cortex file groups under it; here the file does that'],
]);

/** A key that Prometheus does not know: of another product, or a typo. */
export const unknownKey = (
  key: string,
  subject: string,
  known: readonly string[],
  place: { readonly file: string; readonly line: number },
): ImportFinding => {
  const meaning = extensions.get(key);
  const close = nearest(key, known);
  return reportAt(
    importNote,
    place,
    `${subject} has the key \`${key}\`, which is not carried over${meaning === undefined ? ': Prometheus does not know it' : `: ${meaning}`}.`,
    meaning === undefined && close !== undefined ? `Did you mean "${close}"?` : undefined,
  );
};
