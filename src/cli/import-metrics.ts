import { UsageMistake } from './command.ts';
import { readImportArguments } from './import-arguments.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { hasErrors, renderCounts, renderDiagnostics } from './reporter.ts';

const usage = 'Name the metrics pages: sightline import metrics FILE…, or - for what is piped in.';

/** `sightline import metrics`: what a target exposes, as declarations. */
export const runImportMetrics = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readImportArguments(args, usage);
  if (parsed instanceof UsageMistake) return parsed;
  const { out, json } = parsed;
  const { files, missing } = await readFiles(
    parsed.files,
    'Save the page of the target first: curl -s http://host:port/metrics > metrics.txt.',
  );
  const [{ importMetrics }, { printMetrics }] = await Promise.all([
    import('../importers/import-metrics.ts'),
    import('../importers/print-metrics.ts'),
  ]);
  const { metrics, findings } = importMetrics(files);
  // A page that cannot be read would be missing from the import in silence.
  const names = files.map(({ name }) => (name === '-' ? 'the page that was piped in' : name));
  const source = hasErrors(missing) || metrics.length === 0 ? undefined : printMetrics(names, metrics);
  const written = out === undefined || source === undefined ? [] : writeNew(out, source);
  const diagnostics = [...missing, ...findings, ...written];
  if (json) {
    const result = { ...(out === undefined ? { source } : { out }), metrics: metrics.length, diagnostics };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    if (out === undefined && source !== undefined) process.stdout.write(source);
    process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
    const counts = renderCounts(diagnostics);
    const summary =
      source === undefined
        ? `${counts}; nothing was imported.`
        : [
            `${count(metrics.length, 'metric')} read.`,
            ...(counts === '' ? [] : [`${counts}.`]),
            ...(out === undefined || written.length > 0 ? [] : [`Written to ${out}.`]),
          ].join('\n');
    process.stderr.write(`${summary}\n`);
  }
  return hasErrors(diagnostics) ? 1 : 0;
};
