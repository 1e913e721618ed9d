import type { Call } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import {
  asString,
  asVector,
  type Evaluated,
  failure,
  isStop,
  type Stop,
  unsupported,
  type VectorValue,
} from './evaluated.ts';
import { isLabelName } from './label-name.ts';
import { labelValue } from './labels.ts';
import { mapDistinct } from './origins.ts';
import { compileCapturingRegex } from './regex.ts';

/** The replacement with `$1`, `${1}` and `${name}` filled in; `$$` is a dollar. A name is as long as it can be. */
const expand = (template: string, match: RegExpExecArray): string =>
  template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });

interface Given {
  readonly kind: 'given';
  readonly vector: VectorValue;
  readonly texts: readonly string[];
}

const readArguments = ({ args }: Call, context: Context): Given | Stop => {
  const [first, ...rest] = args;
  if (first === undefined) return failure('expected an instant vector');
  const vector = asVector(context.evaluate(first, context));
  if (isStop(vector)) return vector;
  const texts: string[] = [];
  for (const arg of rest) {
    const text = asString(context.evaluate(arg, context));
    if (isStop(text)) return text;
    texts.push(text.value);
  }
  return { kind: 'given', vector, texts };
};

/** `label_replace(v, dst, replacement, src, regex)`. An empty replacement removes the label. */
export const labelReplace = (node: Call, context: Context): Evaluated => {
  const given = readArguments(node, context);
  if (isStop(given)) return given;
  const [target = '', replacement = '', source = '', regex = ''] = given.texts;
  const pattern = compileCapturingRegex(regex);
  if (!(pattern instanceof RegExp)) return pattern;
  if (!isLabelName(target, context)) return failure(`invalid destination label name in label_replace(): ${target}`);
  const table = context.storage.labels;
  return mapDistinct(node, given.vector.samples, context, ({ labels, value }) => ({
    value,
    labels: table.derive(node, labels, () => {
      const match = pattern.exec(labelValue(labels, source));
      return match === null ? labels : table.with(labels, [[target, expand(replacement, match)]]);
    }),
  }));
};

/** `label_join(v, dst, separator, src...)`. */
export const labelJoin = (node: Call, context: Context): Evaluated => {
  const given = readArguments(node, context);
  if (isStop(given)) return given;
  const [target = '', separator = '', ...sources] = given.texts;
  if (!isLabelName(target, context)) return failure(`invalid destination label name in label_join(): ${target}`);
  const table = context.storage.labels;
  const joined = mapDistinct(node, given.vector.samples, context, ({ labels, value }) => ({
    value,
    labels: table.derive(node, labels, () =>
      table.with(labels, [[target, sources.map(name => labelValue(labels, name)).join(separator)]]),
    ),
  }));
  // Prometheus 2 goes on with two series of the same labels, and what comes of that depends on what follows.
  return joined.kind === 'error' && !context.leftOpen ? unsupported('`label_join` that makes two series one') : joined;
};
