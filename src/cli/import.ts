import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Diagnostic, defineProblem, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import type { Fidelity } from '../importers/import-rules.ts';
import type { GivenFile } from '../importers/read-rule-file.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { hasErrors, type LocatedDiagnostic, renderCounts, renderDiagnostics } from './reporter.ts';

export const importOut = defineProblem({
  code: 'IMPORT-OUT',
  severity: 'error',
  why: 'A program that exists is somebody’s work: an import never writes over it.',
});

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

/** `sightline import rules`: existing rule files as a program. */
export const importCommand: CommandDefinition = {
  run: async args => {
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
  },
};

const readArguments = (args: readonly string[]): ImportArguments | UsageMistake => {
  const [what, ...rest] = args;
  if (what === undefined) return new UsageMistake('Say what to import: sightline import rules FILE…');
  if (what !== 'rules')
    return new UsageMistake(`There is nothing to import called "${what}". ${suggest(what, ['rules'])}`);
  try {
    const { values, positionals } = parseArgs({
      args: rest,
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
  const { files, missing } = await readFiles(names);
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

const readFiles = async (
  names: readonly string[],
): Promise<{ readonly files: readonly GivenFile[]; readonly missing: readonly Diagnostic[] }> => {
  const { importFile } = await import('../importers/problems.ts');
  const files: GivenFile[] = [];
  const missing: Diagnostic[] = [];
  for (const name of names) {
    try {
      files.push({ name, text: readFileSync(name, 'utf8') });
    } catch (error) {
      missing.push(
        report(importFile, name, `${name} cannot be read: ${reasonOf(error)}.`, 'Name rule files that exist.'),
      );
    }
  }
  return { files, missing };
};

/** Writes a file that does not exist yet; the check and the write are one step. */
const writeNew = (out: string, source: string): readonly Diagnostic[] => {
  try {
    writeFileSync(out, source, { flag: 'wx' });
    return [];
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    return [
      report(
        importOut,
        out,
        exists ? `${out} exists already and is not overwritten.` : `${out} cannot be written: ${reasonOf(error)}.`,
        exists ? 'Name a new file with --out, or move this one away.' : 'Name another file with --out.',
      ),
    ];
  }
};

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
]);

const reasonOf = (error: unknown): string =>
  reasons.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error));

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

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
