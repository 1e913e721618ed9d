import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { objectOf } from './json-parts.ts';
import { importFile } from './problems.ts';
import type { GivenFile } from './read-rule-file.ts';
import { scanJson } from './scan-json.ts';

/** A dashboard as somebody exported it. */
export interface SourceDashboard {
  readonly file: string;
  readonly title: string;
  readonly body: JsonObject;
  /** The line of something in it by JSON pointer, or of what stands around it. */
  readonly lineOf: (pointer: string) => number;
}

/** Far more than any dashboard: the largest that people share have about one. */
const mostMegabytes = 8;
/** How deep brackets may be nested; panels have about ten levels. */
const deepest = 100;

const exportHint = 'In Grafana, open the dashboard, choose Export, then Export as JSON, and save the classic model.';

/** Reads the JSON of one dashboard, bare or as the HTTP interface and the Kubernetes resources wrap it. */
export const readDashboard = ({
  name,
  text,
}: GivenFile): { readonly dashboard?: SourceDashboard; readonly finding?: ImportFinding } => {
  const refuse = (line: number, reason: string, hint?: string) => ({
    finding: reportAt(importFile, { file: name, line }, `${name} ${reason}`, hint),
  });
  if (text.length > mostMegabytes * 1024 * 1024)
    return refuse(
      1,
      `is not read: it has ${Math.ceil(text.length / 1024 / 1024)} MB, and at most ${mostMegabytes} MB are read.`,
      'A dashboard of this size holds data or pictures: export it without them.',
    );
  if (text.trim() === '') return refuse(1, 'is empty.', exportHint);
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const parsed = parseJson(plain);
  if ('reason' in parsed) return refuse(parsed.line, `is no JSON that can be read: ${parsed.reason}.`, exportHint);
  const { lines, depth } = scanJson(plain);
  if (depth > deepest) return refuse(1, `is not read: brackets are nested deeper than ${deepest} levels.`);
  const { value } = parsed;
  if (!isJsonObject(value))
    return refuse(1, `is no dashboard: it is ${Array.isArray(value) ? 'a list' : 'a single value'}.`, exportHint);
  const { body, at } = unwrapped(value);
  const reason = notClassic(body);
  if (reason !== undefined) return refuse(1, reason.message, reason.hint);
  return {
    dashboard: {
      file: name,
      title: typeof body['title'] === 'string' ? body['title'] : '',
      body,
      lineOf: pointer => lineAt(lines, at + pointer),
    },
  };
};

/** The dashboard inside of what wraps it. */
const unwrapped = (value: JsonObject): { readonly body: JsonObject; readonly at: string } => {
  if (isJsonObject(value['dashboard'])) return unwrappedAt(value['dashboard'], '/dashboard');
  return unwrappedAt(value, '');
};

const unwrappedAt = (value: JsonObject, at: string): { readonly body: JsonObject; readonly at: string } =>
  value['kind'] === 'Dashboard' && isJsonObject(value['spec']) && !isSecondSchema(value['spec'])
    ? { body: value['spec'], at: `${at}/spec` }
    : { body: value, at };

/** Schema v2 has named elements and a layout in place of a list of panels. */
const isSecondSchema = (spec: JsonObject): boolean => isJsonObject(spec['elements']) || isJsonObject(spec['layout']);

const notClassic = (body: JsonObject): { readonly message: string; readonly hint: string } | undefined => {
  if (isSecondSchema(body) || isSecondSchema(objectOf(body['spec'])))
    return {
      message: 'is a dashboard of schema v2, which is not read.',
      hint: 'Export it as the classic model: choose Classic in Grafana’s export, or ask /api/dashboards/uid/<uid>.',
    };
  if (body['model'] !== undefined && body['panels'] === undefined)
    return { message: 'is a library panel, and no dashboard.', hint: 'Export a dashboard that shows it.' };
  if (!Array.isArray(body['panels']) && !Array.isArray(body['rows']))
    return { message: 'is no dashboard: it has no list of `panels`.', hint: exportHint };
  if (typeof body['title'] !== 'string' || body['title'].trim() === '')
    return { message: 'is no dashboard: it has no `title`.', hint: exportHint };
  return undefined;
};

const parseJson = (
  text: string,
): { readonly value: JsonValue } | { readonly line: number; readonly reason: string } => {
  try {
    const value: JsonValue = JSON.parse(text);
    return { value };
  } catch (error) {
    const lines = text.split('\n');
    if (endsEarly(text, error)) return { line: lines.length, reason: 'it ends too early' };
    const line = firstWrong(lines);
    return { line, reason: `line ${line} holds something that JSON does not have` };
  }
};

/** Whether all that is there is right, and only the rest is missing. */
const endsEarly = (text: string, error: unknown): boolean => {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  return (
    /end of JSON|Unterminated/.test(message) || (position !== undefined && Number(position) >= text.trimEnd().length)
  );
};

/** The first line up to which more is wrong than that the rest is missing. Not every message names a place. */
const firstWrong = (lines: readonly string[]): number => {
  let [right, wrong] = [0, lines.length];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isWrong(lines.slice(0, middle).join('\n'))) wrong = middle;
    else right = middle;
  }
  return wrong;
};

const isWrong = (text: string): boolean => {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return !endsEarly(text, error);
  }
};

const lineAt = (lines: ReadonlyMap<string, number>, pointer: string): number => {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return 1;
};
