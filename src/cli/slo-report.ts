import { formatDuration, parseDuration } from '../core/duration.ts';
import { renderJson } from '../core/json.ts';
import { printHtml } from '../core/print-html.ts';
import { printMarkdown } from '../core/print-markdown.ts';
import { openPrometheus } from '../live/prometheus.ts';
import { naturesOf } from '../live/read-queries.ts';
import { askReport, type ReportWindow, type SloReport } from '../live/report.ts';
import { reportJson } from '../live/report-json.ts';
import { reportPage } from '../live/report-page.ts';
import { type Server, serverWarnings } from '../live/server.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { readQueriesFile } from './queries-file.ts';
import { readOptions } from './read-options.ts';
import { hasErrors, renderDiagnostics } from './reporter.ts';
import { readServer, readServices, serverOptions } from './server-options.ts';

const options = {
  prometheus: { type: 'string' },
  service: { type: 'string', multiple: true },
  window: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  queries: { type: 'string' },
  ...serverOptions,
} as const;

const printers: ReadonlyMap<string, (report: SloReport) => string> = new Map([
  ['md', report => printMarkdown(reportPage(report))],
  ['html', report => printHtml(reportPage(report))],
  ['json', report => renderJson(reportJson(report))],
]);

interface ReportArguments {
  readonly server: Server;
  readonly services: readonly string[];
  readonly length: number;
  readonly print: (report: SloReport) => string;
  readonly out: string | undefined;
  readonly queries: string | undefined;
}

/** `sightline slo-report`: how every promise was kept over a window, printed or written to a file. */
export const sloReport: CommandDefinition = {
  run: async args => {
    const parsed = readArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { server, services, length, print, out } = parsed;
    const queries = readQueriesFile(parsed.queries);
    if (queries instanceof UsageMistake) return queries;
    const window: ReportWindow = { to: Math.floor(Date.now() / 60_000) * 60, length };
    const answer = await askReport(openPrometheus(server), services, window, naturesOf(queries));
    const found = [...serverWarnings(server), ...('failure' in answer ? [answer.failure] : answer.notes)];
    const text = 'failure' in answer ? undefined : print(answer.value);
    if (text !== undefined && out === undefined) process.stdout.write(text);
    const written =
      text === undefined || out === undefined ? [] : (await import('../synth/write.ts')).replaceFile(out, text);
    const diagnostics = [...found, ...written];
    process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
    return text === undefined || hasErrors(diagnostics) ? 1 : 0;
  },
};

const readArguments = (args: readonly string[]): ReportArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    return new UsageMistake(`slo-report reads no file; got ${positionals.join(', ')}. Name services with --service.`);
  const length = readWindow(values.window ?? '30d');
  if (length instanceof UsageMistake) return length;
  const format = values.format ?? 'md';
  const print = printers.get(format);
  if (print === undefined) return new UsageMistake(`--format is ${[...printers.keys()].join(', ')}; got "${format}".`);
  if (values.out === '') return new UsageMistake('--out needs a file.');
  const server = readServer('Prometheus', 'prometheus', values.prometheus, values);
  if (server instanceof UsageMistake) return server;
  return { server, services: readServices(values.service), length, print, out: values.out, queries: values.queries };
};

const hour = 3_600;
const day = 24 * hour;
const longest = 90 * day;

/** Seconds of a window that can be cut into whole hours, or whole days beyond two. */
const readWindow = (text: string): number | UsageMistake => {
  const seconds = (parseDuration(text) ?? 0) / 1_000;
  const unit = seconds <= 2 * day ? hour : day;
  return seconds > 0 && seconds <= longest && seconds % unit === 0
    ? seconds
    : new UsageMistake(
        `--window needs whole hours up to 48h, or whole days up to ${formatDuration(longest * 1_000)}; got "${text}".`,
      );
};
