import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { type Page, type Question, withValues } from './dashboard-questions.ts';

/** One line of a graph, or one number. */
export interface AnsweredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** What a Prometheus says to a question. */
export interface Answer {
  readonly question: Question;
  /** Values of the choices of its page. */
  readonly chosen: Readonly<Record<string, string>>;
  /** The query that was asked. */
  readonly query: string;
  /** Why it cannot be answered, or what is doubtful about it. */
  readonly complaints: readonly string[];
  readonly series: readonly AnsweredSeries[];
}

/** The range of time that a page shows, in seconds. */
const shown = 1_200;
const step = 60;

/** What Grafana puts in place of its own variables, for pages over the last twenty minutes and data of every minute. */
const grafanaValues = { __interval: `${step}s`, __rate_interval: `${4 * step}s`, __range: `${shown}s` };

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const get = async (url: string, path: string, parameters: Readonly<Record<string, string>>): Promise<JsonObject> => {
  const body: JsonValue = JSON.parse(await (await fetch(`${url}${path}?${new URLSearchParams(parameters)}`)).text());
  return isJsonObject(body) ? body : {};
};

const seriesOf = (item: JsonValue): readonly AnsweredSeries[] => {
  if (!isJsonObject(item)) return [];
  const samples = 'values' in item ? list(item['values']) : [item['value'] ?? []];
  const labels = isJsonObject(item['metric']) ? Object.entries(item['metric']) : [];
  return [
    {
      labels: Object.fromEntries(labels.map(([name, value]) => [name, String(value)])),
      values: samples.map(sample => Number(list(sample)[1])),
    },
  ];
};

const complaintsOf = (body: JsonObject): readonly string[] => [
  ...(body['status'] === 'success' ? [] : [String(body['error'])]),
  ...[...list(body['warnings']), ...list(body['infos'])].map(String),
];

/** Asks one question, with values for the choices of its page. */
export const askQuestion = async (
  url: string,
  question: Question,
  chosen: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const query = withValues(question.expr, { ...grafanaValues, ...chosen });
  const now = Date.now() / 1_000;
  const body = question.instant
    ? await get(url, '/api/v1/query', { query, time: String(now) })
    : await get(url, '/api/v1/query_range', {
        query,
        start: String(now - shown),
        end: String(now),
        step: String(step),
      });
  const data = isJsonObject(body['data']) ? body['data'] : {};
  return { question, chosen, query, complaints: complaintsOf(body), series: list(data['result']).flatMap(seriesOf) };
};

/** The values that each choice of a page offers. */
export const offered = async (url: string, page: Page): Promise<Readonly<Record<string, readonly string[]>>> =>
  Object.fromEntries(
    await Promise.all(
      page.choices.map(async ({ name, series, label }) => {
        const end = Date.now() / 1_000;
        const match = { 'match[]': series, start: String(end - shown), end: String(end) };
        const body = await get(url, `/api/v1/label/${label}/values`, match);
        return [name, list(body['data']).map(String)] as const;
      }),
    ),
  );

/** Whether there is anything to see: no number is nothing. */
export const hasData = ({ series }: Answer): boolean => series.some(({ values }) => values.some(Number.isFinite));

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** How a series is called on the page. */
const nameOf = ({ legend }: Question, { labels }: AnsweredSeries): string =>
  legend === '' || legend === '__auto'
    ? JSON.stringify(Object.entries(labels).toSorted())
    : legend.replace(placeholder, (_, label: string) => labels[label] ?? '');

/** Labels that the legend names and a series lacks. */
export const namelessLabels = ({ question, series }: Answer): readonly string[] => [
  ...new Set(
    [...question.legend.matchAll(placeholder)]
      .map(([, label = '']) => label)
      .filter(label => series.some(({ labels }) => labels[label] === undefined)),
  ),
];

/** Names that two series of one panel share: a reader cannot tell them apart. */
export const sharedNames = (answers: readonly Answer[]): readonly string[] => {
  const names = answers.flatMap(({ question, series }) => series.map(each => nameOf(question, each)));
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
};

/** Smallest and largest value that a unit makes sense with. */
const limits: Readonly<Record<string, readonly [number, number]>> = {
  bool: [0, 1],
  percent: [0, 100],
  percentunit: [0, 1],
  s: [0, Number.POSITIVE_INFINITY],
  ms: [0, Number.POSITIVE_INFINITY],
  bytes: [0, Number.POSITIVE_INFINITY],
  Bps: [0, Number.POSITIVE_INFINITY],
  ops: [0, Number.POSITIVE_INFINITY],
  reqps: [0, Number.POSITIVE_INFINITY],
  cps: [0, Number.POSITIVE_INFINITY],
};

/** Share of the range by which a value may leave it: a rate is extrapolated to the ends of its window. */
const tolerance = 0.05;

/** Values that no quantity of the panel's unit can have. */
export const impossibleValues = ({ question, series }: Answer): readonly number[] => {
  // A straight line into the future may leave what is possible.
  if (question.expr.includes('predict_linear')) return [];
  const [least, most] = limits[question.unit] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const slack = Number.isFinite(most) ? (most - least) * tolerance : 0;
  return series.flatMap(({ values }) => values.filter(value => value < least - slack || value > most + slack));
};
