import type { Diagnostic } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import type { Fidelity } from '../importers/import-rules.ts';
import { checkImported } from './check-imported.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { runImportAlertmanager } from './import-alertmanager.ts';
import { readImportArguments } from './import-arguments.ts';
import { runImportDashboard } from './import-dashboard.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { runImportMetrics } from './import-metrics.ts';
import { runImportSlo } from './import-slo.ts';
import { hasErrors, type LocatedDiagnostic, renderCounts, renderDiagnostics } from './reporter.ts';

/** What came of an import, before anything is written. */
interface Imported {
  /** Undefined when a file could not be read. */
  readonly source: string | undefined;
  readonly fidelity: Fidelity;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** What can be imported. */
const subjects = ['alertmanager', 'dashboard', 'metrics', 'rules', 'slo'] as const;

/** `sightline import`: what exists already, as TypeScript. */
export const importCommand: CommandDefinition = {
  run: async args => {
    const [what, ...rest] = args;
    if (what === 'rules') return importRuleFiles(rest);
    if (what === 'metrics') return runImportMetrics(rest);
    if (what === 'slo') return runImportSlo(rest);
    if (what === 'alertmanager') return runImportAlertmanager(rest);
    if (what === 'dashboard') return runImportDashboard(rest);
    return new UsageMistake(
      what === undefined
        ? 'Say what to import: sightline import rules FILE…'
        : `There is nothing to import called "${what}". ${suggest(what, subjects)}`,
    );
  },
};

/** `sightline import rules`: existing rule files as a program. */
const importRuleFiles = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readImportArguments(args, 'Name the rule files: sightline import rules FILE…');
  if (parsed instanceof UsageMistake) return parsed;
  const { out, json } = parsed;
  const imported = await importFiles(parsed.files, new Date());
  const written = out === undefined || imported.source === undefined ? [] : writeNew(out, imported.source);
  const diagnostics = [...imported.diagnostics, ...written];
  const { source, fidelity } = imported;
  if (json) {
    const result = { ...(out === undefined ? { source } : { out }), rules: fidelity, diagnostics };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    if (out === undefined && source !== undefined) process.stdout.write(source);
    process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
    process.stderr.write(`${summary(imported, written.length === 0 ? out : undefined, diagnostics)}\n`);
  }
  return hasErrors(diagnostics) ? 1 : 0;
};

/** Reads, converts and checks; the program that is checked is the one that is printed. */
const importFiles = async (names: readonly string[], now: Date): Promise<Imported> => {
  const { importRules } = await import('../importers/import-rules.ts');
  const { files, missing } = await readFiles(names, 'Name rule files that exist.');
  const { stack, fidelity, findings } = await importRules(files);
  if (hasErrors(missing) || findings.some(({ code }) => code === 'IMPORT-FILE'))
    return { source: undefined, fidelity, diagnostics: [...missing, ...findings] };
  const [{ adoptableParts, importedCatalogue, locateImported }, { printStack }] = await Promise.all([
    import('../importers/imported-stack.ts'),
    import('../importers/print-stack.ts'),
  ]);
  const { adoption, diagnostics } = await checkImported(
    {
      catalogue: importedCatalogue(stack),
      adoptable: adoptableParts(stack),
      locate: locateImported(stack),
      files: names,
    },
    now,
  );
  return { source: printStack(stack, adoption), fidelity, diagnostics: [...findings, ...diagnostics] };
};

const summary = (
  { source, fidelity }: Imported,
  out: string | undefined,
  diagnostics: readonly Diagnostic[],
): string => {
  const counts = renderCounts(diagnostics);
  if (source === undefined) return `${counts}; nothing was imported.`;
  const { unchanged, noted, refused, groups } = fidelity;
  const total = unchanged + noted + refused;
  return [
    `${count(total, 'rule')} in ${count(groups, 'group')}: ${unchanged} carried over unchanged, ${noted} with notes, ${refused} refused.`,
    ...(counts === '' ? [] : [`${counts}.`]),
    ...(out === undefined ? [] : [`Written to ${out}. Next: sightline synth ${out}`]),
  ].join('\n');
};
