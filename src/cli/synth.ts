import { targets as registered } from '../targets/registry.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';
import { compile } from './compile.ts';
import { hasErrors, renderCounts, renderDiagnostics } from './reporter.ts';
import { readStackArguments } from './stack-arguments.ts';

/** Whether a file belongs to a target that was not asked for: naming one target leaves the others as they are. */
const isOfOther = (name: string, asked: readonly string[] | undefined): boolean => {
  const [, kind] = /^dist\/([^/]+)\//.exec(name) ?? [];
  return asked !== undefined && kind !== undefined && registered.has(kind) && !asked.includes(kind);
};

/** `sightline synth`: renders a stack. With an error nothing is written at all. */
export const synth: CommandDefinition = {
  run: async args => {
    const parsed = readStackArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { synthesis, diagnostics, locate } = await compile(parsed);
    const broken = hasErrors(diagnostics);
    const { writeFiles } = await import('../synth/write.ts');
    const result = broken
      ? { written: [], removed: [], diagnostics: [] }
      : writeFiles(parsed.out, synthesis.files, synthesis.model?.path ?? parsed.file, name =>
          isOfOther(name, parsed.targets),
        );
    const all = [...diagnostics, ...locate(result.diagnostics)];
    if (parsed.json) {
      const { written, removed } = result;
      process.stdout.write(
        `${JSON.stringify({ targets: synthesis.targets, written, removed, diagnostics: all }, undefined, 2)}\n`,
      );
      return hasErrors(all) ? 1 : 0;
    }
    process.stderr.write(renderDiagnostics(all, process.stderr.isTTY));
    if (hasErrors(all)) {
      process.stderr.write(`${renderCounts(all)}; nothing was written.\n`);
      return 1;
    }
    const rules = synthesis.plan?.groups.reduce((sum, group) => sum + group.rules.length, 0) ?? 0;
    for (const target of synthesis.targets)
      process.stdout.write(`${target.kind}: ${target.files} files in dist/${target.kind}\n`);
    process.stdout.write(
      `${rules} rules, ${synthesis.plan?.dashboards.length ?? 0} dashboards; ${result.written.length} files changed, ${result.removed.length} removed\n`,
    );
    return 0;
  },
};
