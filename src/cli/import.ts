import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import type { Fidelity } from '../importers/import-rules.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { runImportMetrics } from './import-metrics.ts';
import { hasErrors, type LocatedDiagnostic, renderCounts, renderDiagnostics } from './reporter.ts';

/** Days until the findings of an imported stack are errors again. */
const adoptionDays = 90;

interface ImportArguments {
  readonly files: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
}

/** What came of an import, before anything is written. */
interface Imported {
  /** Undefined when a file could not be read. */
  readonly source: string | undefined;
  readonly fidelity: Fidelity;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** What can be imported. */
const subjects = ['metrics', 'rules'] as const;

/** `sightline import`: what exists already, as TypeScript. */
export const importCommand: CommandDefinition = {
  run: async args => {
    const [what, ...rest] = args;
    if (what === 'rules') return importRuleFiles(rest);
    if (what === 'metrics') return runImportMetrics(rest);
    return new UsageMistake(
      what === undefined
        ? 'Say what to import: sightline import rules FILE…'
        : `There is nothing to import called "${what}". ${suggest(what, subjects)}`,
    );
  },
};

/** `sightline import rules`: existing rule files as a program. */
const importRuleFiles = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readArguments(args);
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

const readArguments = (args: readonly string[]): ImportArguments | UsageMistake => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return new UsageMistake('Name the rule files: sightline import rules FILE…');
    return { files: [...new Set(positionals)], out: values.out, json: values.json === true };
  } catch (error) {
    return new UsageMistake(error instanceof Error ? `${error.message.split('. ')[0] ?? ''}.` : String(error));
  }
};

/** Reads, converts and checks; the program that is checked is the one that is printed. */
const importFiles = async (names: readonly string[], now: Date): Promise<Imported> => {
  const { importRules } = await import('../importers/import-rules.ts');
  const { files, missing } = await readFiles(names, 'Name rule files that exist.');
  const { stack, fidelity, findings } = await importRules(files);
  if (hasErrors(missing) || findings.some(({ code }) => code === 'IMPORT-FILE'))
    return { source: undefined, fidelity, diagnostics: [...missing, ...findings] };
  const [{ importedCatalogue, locateImported }, { adoptionOf }, { printStack }, { synthesize }, { suppress }] =
    await Promise.all([
      import('../importers/imported-stack.ts'),
      import('../importers/adopt.ts'),
      import('../importers/print-stack.ts'),
      import('../synth/synthesize.ts'),
      import('../synth/suppress.ts'),
    ]);
  const today = day(now);
  // Without a target: what is asked here is what is wrong with the rules.
  const { diagnostics } = await synthesize(
    { catalogue: importedCatalogue(stack), diagnostics: [] },
    { today, targets: [] },
  );
  const adoption = adoptionOf(stack, diagnostics, day(new Date(now.getTime() + adoptionDays * 86_400_000)));
  const locate = locateImported(stack);
  // What the empty stack around the rules lacks is said when it is rendered.
  const located = suppress(diagnostics, adoption, today).flatMap((diagnostic): readonly LocatedDiagnostic[] => {
    const place = locate(diagnostic.path);
    return place === undefined && diagnostic.severity !== 'error' ? [] : [{ ...diagnostic, ...place }];
  });
  return {
    source: printStack(stack, adoption),
    fidelity,
    diagnostics: [...findings, ...byPlace(located, names)],
  };
};

/** In the order of the files and their lines. */
const byPlace = (diagnostics: readonly LocatedDiagnostic[], names: readonly string[]): readonly LocatedDiagnostic[] =>
  diagnostics.toSorted(
    (a, b) => names.indexOf(a.file ?? '') - names.indexOf(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0),
  );

const day = (date: Date): string => date.toISOString().slice(0, 10);

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
