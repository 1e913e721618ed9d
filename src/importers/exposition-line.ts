/** One sample of an exposition. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** A sample, or what is wrong with the line, as the end of a sentence. */
export type SampleResult = { readonly sample: Sample } | { readonly mistake: string };

/** How values, times and exemplars are written. */
export type ExpositionFormat = 'text' | 'openmetrics';

const plainName = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const plainLabel = /[a-zA-Z_][a-zA-Z0-9_]*/y;
/** `\\`, `\"` and `\n` are all that may follow a backslash. */
const quoted = /"((?:[^"\\\n]|\\[\\"n])*)"/y;
const blank = /[ \t]*/y;

const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };

/** The text that a quoted or commented one stands for. */
export const unescaped = (text: string): string => text.replace(/\\[\\"n]/g, written => escapes[written] ?? written);

/** What Go's ParseFloat takes, as far as exporters write it. */
const numberOf = (text: string): number | undefined => {
  const word = text.toLowerCase();
  if (/^[+-]?inf(?:inity)?$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  if (word === 'nan') return Number.NaN;
  if (/^[+-]?0x[\da-f]+$/.test(word)) return Number(word.replace(/^[+-]/, '')) * (word.startsWith('-') ? -1 : 1);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word) ? Number(word) : undefined;
};

/** Reads a line from left to right; the position is where the next piece begins. */
interface Reader {
  readonly line: string;
  position: number;
}

const take = (reader: Reader, pattern: RegExp): RegExpExecArray | undefined => {
  pattern.lastIndex = reader.position;
  const found = pattern.exec(reader.line);
  if (found === null) return undefined;
  reader.position = pattern.lastIndex;
  return found;
};

const takeQuoted = (reader: Reader): string | undefined => {
  const found = take(reader, quoted)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

const skip = (reader: Reader, character: string): boolean => {
  if (reader.line[reader.position] !== character) return false;
  reader.position += 1;
  return true;
};

/** Where a mistake is, counted as people count. */
const at = ({ position }: Reader): string => `at column ${position + 1}`;

interface Labels {
  /** A name that stands in quotes inside the braces. */
  readonly name: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
}

const takeLabels = (reader: Reader): Labels | { readonly mistake: string } => {
  const labels = new Map<string, string>();
  let name: string | undefined;
  while (true) {
    take(reader, blank);
    if (skip(reader, '}')) return { name, labels };
    const isQuoted = reader.line[reader.position] === '"';
    const label = isQuoted ? takeQuoted(reader) : take(reader, plainLabel)?.[0];
    if (label === undefined) return { mistake: `a label or \`}\` is missing ${at(reader)}` };
    take(reader, blank);
    if (skip(reader, '=')) {
      take(reader, blank);
      const value = takeQuoted(reader);
      if (value === undefined)
        return { mistake: `the value of the label \`${label}\` is no quoted text ${at(reader)}` };
      if (labels.has(label)) return { mistake: `the label \`${label}\` stands twice` };
      labels.set(label, value);
    } else if (isQuoted && name === undefined && labels.size === 0) name = label;
    else return { mistake: `\`=\` is missing after the label \`${label}\` ${at(reader)}` };
    take(reader, blank);
    if (!skip(reader, ',') && reader.line[reader.position] !== '}')
      return { mistake: `\`,\` or \`}\` is missing ${at(reader)}` };
  }
};

/** Milliseconds in the older format, seconds in the newer one. */
const isTime = (text: string, format: ExpositionFormat): boolean =>
  format === 'text' ? /^-?\d+$/.test(text) : numberOf(text) !== undefined;

/** What follows the labels: a value, perhaps a time, and in OpenMetrics perhaps an exemplar. */
const readRest = (
  text: string,
  format: ExpositionFormat,
): { readonly value: number } | { readonly mistake: string } => {
  const [own = '', exemplar] = format === 'openmetrics' ? splitExemplar(text) : [text, undefined];
  const [written = '', time, ...more] = own.trim().split(/[ \t]+/);
  const value = numberOf(written);
  if (value === undefined) return { mistake: written === '' ? 'it has no value' : `\`${written}\` is no number` };
  if (time !== undefined && !isTime(time, format)) return { mistake: `\`${time}\` is no timestamp` };
  if (more.length > 0) return { mistake: `\`${more.join(' ')}\` stands after the timestamp` };
  const mistake = exemplar === undefined ? undefined : exemplarMistake(exemplar);
  return mistake === undefined ? { value } : { mistake };
};

const splitExemplar = (text: string): readonly [own: string, exemplar: string | undefined] => {
  const start = text.indexOf(' # ');
  return start < 0 ? [text, undefined] : [text.slice(0, start), text.slice(start + 3)];
};

const exemplarMistake = (text: string): string | undefined => {
  const reader: Reader = { line: text, position: 0 };
  if (!skip(reader, '{')) return 'its exemplar has no labels';
  const read = takeLabels(reader);
  if ('mistake' in read) return `in its exemplar ${read.mistake}`;
  const rest = readRest(text.slice(reader.position), 'text');
  const [, , time] = text.slice(reader.position).split(/[ \t]+/);
  return 'mistake' in rest && !(time !== undefined && isTime(time, 'openmetrics'))
    ? `in its exemplar ${rest.mistake}`
    : undefined;
};

/** Reads one line that is neither empty nor a comment. */
export const readSample = (line: string, format: ExpositionFormat): SampleResult => {
  const reader: Reader = { line, position: 0 };
  take(reader, blank);
  const name = take(reader, plainName)?.[0];
  take(reader, blank);
  const hasLabels = skip(reader, '{');
  if (name === undefined && !hasLabels) return { mistake: 'it does not begin with the name of a metric' };
  const read: Labels | { readonly mistake: string } = hasLabels
    ? takeLabels(reader)
    : { name: undefined, labels: new Map() };
  if ('mistake' in read) return read;
  const whole = name ?? read.name;
  if (whole === undefined || (name !== undefined && read.name !== undefined))
    return { mistake: name === undefined ? 'it names no metric' : 'it names two metrics' };
  const rest = readRest(line.slice(reader.position), format);
  return 'mistake' in rest ? rest : { sample: { name: whole, labels: read.labels, value: rest.value } };
};
