import type { Variable } from './dashboard.ts';

/** What the variables of a dashboard stand for. */
export interface Choice {
  readonly values: readonly string[];
  /** Every value at once. */
  readonly all: boolean;
  readonly multi: boolean;
  /** Stands for all of them in a query, as the author wrote it. */
  readonly allValue: string | undefined;
}

export type Choices = ReadonlyMap<string, Choice>;

const allMark = '$__all';

/**
 * What a variable stands for: what the person chose, what the dashboard is opened with, or the first of the values that
 * were found. Where nothing is known it stands for all.
 */
export const choose = (variable: Variable, given: readonly string[] | undefined, found: readonly string[]): Choice => {
  const { multi, allValue, includeAll } = variable;
  const fixed = given ?? optionsOf(variable).chosen;
  if (fixed.includes(allMark)) return { values: found, all: true, multi, allValue };
  if (fixed.length > 0) return { values: fixed, all: false, multi: multi || fixed.length > 1, allValue };
  if (includeAll || found.length === 0) return { values: found, all: true, multi, allValue };
  return { values: found.slice(0, 1), all: false, multi, allValue };
};

/** Values that stand in the dashboard itself. */
const optionsOf = ({ kind, chosen, definition }: Variable): { readonly chosen: readonly string[] } => {
  if (chosen.length > 0) return { chosen };
  if (kind === 'constant' || kind === 'textbox') return { chosen: definition === '' ? [] : [definition] };
  if (kind === 'custom' || kind === 'interval') {
    const [first = ''] = definition.split(',');
    const [, value = first] = /^.*?\s:\s(.*)$/.exec(first) ?? [];
    return { chosen: value.trim() === '' ? [] : [value.trim()] };
  }
  return { chosen: [] };
};

const regexSpecial = /[\\^$*+?.()|[\]{}]/g;

/** As PromQL wants it between quotes: the backslash of an escaped sign is itself escaped. */
const escapedForPromql = (value: string): string => value.replace(regexSpecial, sign => `\\\\${sign}`);

const written = ({ values, all, multi, allValue }: Choice, format: string | undefined): string => {
  if (all && allValue !== undefined) return allValue;
  if (all && values.length === 0) return '.*';
  switch (format) {
    case 'raw':
    case 'csv':
      return values.join(',');
    case 'pipe':
      return values.join('|');
    case 'text':
      return values.join(' + ');
    case 'doublequote':
      return values.map(value => `"${value}"`).join(',');
    case 'regex':
      return alternatives(values.map(value => value.replace(regexSpecial, sign => `\\${sign}`)));
    default:
      // One value of a choice that allows no more stands as it is.
      return multi || all ? alternatives(values.map(escapedForPromql)) : (values[0] ?? '');
  }
};

const alternatives = (values: readonly string[]): string =>
  values.length === 1 ? (values[0] ?? '') : `(${values.join('|')})`;

const reference = /\$\{(\w+)(?:\.[\w.]+)?(?::([\w-]+))?\}|\[\[(\w+)(?::([\w-]+))?\]\]|\$(\w+)/g;

/** A query or a title in which `$name`, `${name:format}` and `[[name]]` are replaced; names that nobody knows stay. */
export const substitute = (text: string, choices: Choices, builtIns: ReadonlyMap<string, string>): string =>
  text.replace(
    reference,
    (whole, braced?: string, format?: string, old?: string, oldFormat?: string, plain?: string) => {
      const name = braced ?? old ?? plain ?? '';
      const builtIn = builtIns.get(name);
      if (builtIn !== undefined) return builtIn;
      const choice = choices.get(name);
      return choice === undefined ? whole : written(choice, format ?? oldFormat);
    },
  );

/** A choice for a person: `All`, or the values. */
export const choiceText = ({ values, all }: Choice): string => (all ? 'All' : values.join(', '));

/** The label whose values a variable has, and the series that they are of. */
export interface LabelValues {
  readonly label: string;
  readonly selector: string | undefined;
}

/** Reads `label_values(up{job="api"}, instance)`; undefined when a definition is anything else. */
export const labelValuesOf = (definition: string): LabelValues | undefined => {
  const match = /^\s*label_values\(\s*(?:(.+?)\s*,\s*)?([a-zA-Z_]\w*)\s*\)\s*$/s.exec(definition);
  return match === null ? undefined : { label: match[2] ?? '', selector: match[1] };
};

/** Values that pass the pattern of a variable: its first group, or all that it matches. */
export const filtered = (values: readonly string[], pattern: string): readonly string[] => {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
  if (pattern === '') return values;
  try {
    const expression =
      source === undefined ? new RegExp(`^(?:${pattern})$`) : new RegExp(source, flags?.replace('g', ''));
    return [
      ...new Set(
        values.flatMap(value => {
          const match = expression.exec(value);
          return match === null ? [] : (match.groups?.['value'] ?? match.groups?.['text'] ?? match[1] ?? match[0]);
        }),
      ),
    ];
  } catch {
    // What is no regular expression filters nothing.
    return values;
  }
};
