import { checkImported } from './check-imported.ts';
import { UsageMistake } from './command.ts';
import { readImportArguments } from './import-arguments.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { hasErrors, renderCounts, renderDiagnostics } from './reporter.ts';

const usage = 'Name the files of objectives: sightline import slo FILE…, or - for what is piped in.';

/** `sightline import slo`: objectives of OpenSLO, Sloth and Pyrra as a program. */
export const runImportSlo = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readImportArguments(args, usage);
  if (parsed instanceof UsageMistake) return parsed;
  const { out, json } = parsed;
  const { files, missing } = await readFiles(parsed.files, 'Name files of objectives that exist.');
  const [{ importSlos }, { importedSloCatalogue, locateImportedSlo, sloParts }, { printSloStack }] = await Promise.all([
    import('../importers/import-slos.ts'),
    import('../importers/slo-stack.ts'),
    import('../importers/print-slo-stack.ts'),
  ]);
  const { stack, fidelity, findings } = await importSlos(files);
  // A file that cannot be read would be missing from the import in silence.
  const unread = hasErrors(missing) || findings.some(({ code }) => code === 'IMPORT-FILE');
  const checked = unread
    ? { adoption: [], diagnostics: [] }
    : await checkImported(
        {
          catalogue: importedSloCatalogue(stack),
          adoptable: sloParts(stack),
          locate: locateImportedSlo(stack),
          files: parsed.files,
        },
        new Date(),
      );
  const source = unread ? undefined : printSloStack(stack, checked.adoption);
  const written = out === undefined || source === undefined ? [] : writeNew(out, source);
  // What the stack lacks as a whole would be said for each of the alerts that objectives have by themselves.
  const whole = new Set(checked.adoption.filter(({ path }) => path === stack.org).map(({ code }) => code));
  const own = checked.diagnostics.filter(({ code, severity }) => severity === 'error' || !whole.has(code));
  const diagnostics = [...missing, ...findings, ...own, ...written];
  if (json) {
    const result = { ...(out === undefined ? { source } : { out }), objectives: fidelity, diagnostics };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    if (out === undefined && source !== undefined) process.stdout.write(source);
    process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
    const counts = renderCounts(diagnostics);
    const services = count(stack.services.length, 'service');
    const summary =
      source === undefined
        ? `${counts}; nothing was imported.`
        : [
            `${count(fidelity.carried, 'objective')} of ${services} carried over, ${fidelity.refused} refused.`,
            ...(counts === '' ? [] : [`${counts}.`]),
            ...(out === undefined || written.length > 0 ? [] : [`Written to ${out}. Next: sightline synth ${out}`]),
          ].join('\n');
    process.stderr.write(`${summary}\n`);
  }
  return hasErrors(diagnostics) ? 1 : 0;
};
