import { compareText } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';

/** Labels of a series, its name included as `__name__`. */
export type LabelSet = Readonly<Record<string, string>>;

/** What tells two series apart that have different names: all other labels. */
export const seriesKey = (labels: LabelSet): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== '__name__')
      .toSorted(([a], [b]) => compareText(a, b)),
  );

/** One value of a series. NaN and infinities are values as well. */
export interface Sample {
  readonly labels: LabelSet;
  /** Seconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** The values of a series at the steps of a range; steps without a value are left out. */
export interface Series {
  readonly labels: LabelSet;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** The instant vector of an answer, or undefined when it holds something else. */
export const readVector = (data: JsonValue): readonly Sample[] | undefined =>
  readResult(data, 'vector', entry => {
    const labels = readLabels(entry['metric']);
    const point = readPoint(entry['value']);
    return labels === undefined || point === undefined ? undefined : { labels, ...point };
  });

/** The range vector of an answer, or undefined when it holds something else. */
export const readMatrix = (data: JsonValue): readonly Series[] | undefined =>
  readResult(data, 'matrix', entry => {
    const labels = readLabels(entry['metric']);
    const values = entry['values'];
    if (labels === undefined || !Array.isArray(values)) return undefined;
    const points = values.map(readPoint).filter(point => point !== undefined);
    return points.length === values.length ? { labels, points } : undefined;
  });

const readResult = <T>(
  data: JsonValue,
  kind: string,
  read: (entry: { readonly [key: string]: JsonValue | undefined }) => T | undefined,
): readonly T[] | undefined => {
  if (!isJsonObject(data) || data['resultType'] !== kind || !Array.isArray(data['result'])) return undefined;
  const entries = data['result'].map(entry => (isJsonObject(entry) ? read(entry) : undefined));
  const found = entries.filter(entry => entry !== undefined);
  return found.length === entries.length ? found : undefined;
};

const readLabels = (value: JsonValue | undefined): LabelSet | undefined => {
  if (!isJsonObject(value)) return undefined;
  const labels: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined;
    labels[name] = text;
  }
  return labels;
};

/** `[1700000000.123, "0.5"]`: values are text, since JSON has no NaN. */
const readPoint = (value: JsonValue | undefined): { readonly at: number; readonly value: number } | undefined => {
  if (!Array.isArray(value)) return undefined;
  const [at, text] = value;
  if (typeof at !== 'number' || typeof text !== 'string' || text === '') return undefined;
  const number = Number(text.replace(/Inf$/, 'Infinity'));
  return Number.isNaN(number) && text !== 'NaN' ? undefined : { at, value: number };
};
