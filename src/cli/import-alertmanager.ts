import { checkImported } from './check-imported.ts';
import { UsageMistake } from './command.ts';
import { readImportArguments } from './import-arguments.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { hasErrors, renderCounts, renderDiagnostics } from './reporter.ts';

const usage = 'Name one configuration: sightline import alertmanager FILE, or - for what is piped in.';

/** `sightline import alertmanager`: receivers, routes and inhibitions as a program. */
export const runImportAlertmanager = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readImportArguments(args, usage);
  if (parsed instanceof UsageMistake) return parsed;
  const { out, json } = parsed;
  if (parsed.files.length > 1) return new UsageMistake(usage);
  const { files, missing } = await readFiles(parsed.files, 'Name a configuration that exists.');
  const [
    { importAlertmanager },
    { alertingParts, importedAlertingCatalogue, locateImportedAlerting },
    { printAlerting },
  ] = await Promise.all([
    import('../importers/import-alertmanager.ts'),
    import('../importers/alertmanager-stack.ts'),
    import('../importers/print-alertmanager.ts'),
  ]);
  const [file] = files;
  const { stack, findings } = file === undefined ? { stack: undefined, findings: [] } : await importAlertmanager(file);
  const checked =
    stack === undefined
      ? { adoption: [], diagnostics: [] }
      : await checkImported(
          {
            catalogue: importedAlertingCatalogue(stack),
            adoptable: alertingParts(stack),
            locate: locateImportedAlerting(stack),
            files: parsed.files,
          },
          new Date(),
        );
  const source = stack === undefined ? undefined : printAlerting(stack, checked.adoption);
  const written = out === undefined || source === undefined ? [] : writeNew(out, source);
  const diagnostics = [...missing, ...findings, ...checked.diagnostics, ...written];
  const secrets = stack?.secrets.map(({ name }) => name) ?? [];
  if (json) {
    const result = { ...(out === undefined ? { source } : { out }), secrets, diagnostics };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    if (out === undefined && source !== undefined) process.stdout.write(source);
    process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
    const counts = renderCounts(diagnostics);
    const summary =
      stack === undefined
        ? `${counts}; nothing was imported.`
        : [
            `${count(stack.receivers.length, 'receiver')} and ${count(routes(stack.tree.root), 'route')} read.`,
            ...(secrets.length === 0 ? [] : [`Bring ${count(secrets.length, 'secret')}: ${secrets.join(', ')}.`]),
            ...(counts === '' ? [] : [`${counts}.`]),
            ...(out === undefined || written.length > 0 ? [] : [`Written to ${out}. Next: sightline synth ${out}`]),
          ].join('\n');
    process.stderr.write(`${summary}\n`);
  }
  return hasErrors(diagnostics) ? 1 : 0;
};

interface Tree {
  readonly routes?: readonly Tree[];
}

const routes = ({ routes: below = [] }: Tree): number => below.reduce((sum, child) => sum + routes(child), 1);
