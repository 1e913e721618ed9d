import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Diagnostic, Severity } from '../core/diagnostic.ts';
import type { Place } from './load-stack.ts';

/** A finding with the author's line, as it is printed and as `--json` gives it. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly file?: string;
  readonly line?: number;
}

/** Adds file and line to findings; only now are positions computed. */
export const locateAll = (
  diagnostics: readonly Diagnostic[],
  locate: (path: string) => Place | undefined,
  cwd: string,
): readonly LocatedDiagnostic[] =>
  diagnostics.map(diagnostic => {
    const place = locate(diagnostic.path);
    if (place === undefined) return diagnostic;
    const local = relative(cwd, place.file);
    return { ...diagnostic, file: local.startsWith('..') ? place.file : local, line: place.line };
  });

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** Longest text of a finding: what a file holds may be of any length. */
const longest = 2_000;

/** Text as a terminal may have it: a file, or a server, could otherwise move its cursor or change its title. */
const printable = (text: string): string =>
  (text.length > longest ? `${text.slice(0, longest)}…` : text).replace(
    // Lines stay: the message of an exception may have several.
    /[^\P{Cc}\n\t]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Findings for a person: place, code, sentence, and the way out indented below. */
export const renderDiagnostics = (diagnostics: readonly LocatedDiagnostic[], colour: boolean): string => {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text) : text;
  return diagnostics
    .map(({ severity, code, message, hint, path, file, line }) => {
      const place = printable(file === undefined ? path : `${file}:${line}`);
      const first = `${paint('bold', place)}: ${paint(colours[severity], severity)} ${code}: ${printable(message)}`;
      const at = file === undefined ? '' : `    at ${printable(path)}\n`;
      return `${first}\n${at}${hint === undefined ? '' : `    ${paint('green', 'hint:')} ${printable(hint)}\n`}`;
    })
    .join('');
};

/** `2 errors, 1 warning`, or nothing when there is nothing to count. */
export const renderCounts = (diagnostics: readonly Diagnostic[]): string => {
  const count = (severity: Severity, word: string): readonly string[] => {
    const n = diagnostics.filter(diagnostic => diagnostic.severity === severity).length;
    return n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning')].join(', ');
};

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');
