/** Words with a meaning of their own, in lower case; the language does not care about their case. */
const keywords = [
  ...['and', 'or', 'unless', 'atan2', 'offset', 'smoothed', 'anchored', 'by', 'without', 'on', 'ignoring'],
  ...['group_left', 'group_right', 'fill', 'fill_left', 'fill_right', 'bool', 'start', 'end', 'step', 'range'],
] as const;

export type Keyword = (typeof keywords)[number];

const keywordNamed: ReadonlyMap<string, Keyword> = new Map(keywords.map(keyword => [keyword, keyword]));

/** The keyword that a word is, whatever its case. */
export const keywordOf = (word: string): Keyword | undefined =>
  keywordNamed.get(word) ?? keywordNamed.get(word.toLowerCase());

/** Keywords that cannot stand for a metric outside braces. All others can, however odd it looks. */
const notMetrics: ReadonlySet<string> = new Set(['on', 'ignoring', 'group_left', 'group_right', 'bool', 'atan2']);

const numbers: ReadonlySet<string> = new Set(['inf', 'nan']);

/** Whether a word is read as a number: `inf` and `nan` in any case. */
export const isNumberWord = (word: string): boolean => word.length === 3 && numbers.has(word.toLowerCase());

/** Whether a metric name can be written without braces and quotes. */
export const isPlainMetricName = (name: string): boolean =>
  /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) && !notMetrics.has(name.toLowerCase()) && !isNumberWord(name);

/** Whether a label name can be written without quotes in a matcher. */
export const isPlainLabelName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** Words that cannot stand without quotes in `by`, `on` and their kin, as labels in matchers can. */
export const isReservedInGrouping = (name: string): boolean => isNumberWord(name) || name.toLowerCase() === 'without';

/** Whether a label name can be written without quotes in `by`, `on` and their kin. */
export const isPlainGroupingLabel = (name: string): boolean => isPlainLabelName(name) && !isReservedInGrouping(name);

/** Whether a keyword can be a metric name outside braces. */
export const canNameMetric = (keyword: Keyword): boolean => !notMetrics.has(keyword);

/** A dashboard variable: `$name`, `${name}`, `${name:format}`, `[[name]]`, `[[name:format]]`. */
export const variablePattern = /\$\w+|\$\{\w+(?:[.:][^}\s]*)?\}|\[\[\w+(?::\w+)?\]\]/;

const variableInside = new RegExp(variablePattern.source);

/** Whether a text holds a dashboard variable. */
export const hasVariable = (text: string): boolean => variableInside.test(text);
