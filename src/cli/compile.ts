import { resolve } from 'node:path';
import type { Synthesis } from '../synth/synthesize.ts';
import { loadStack } from './load-stack.ts';
import { type LocatedDiagnostic, locateAll } from './reporter.ts';
import type { StackArguments } from './stack-arguments.ts';

/** A stack loaded and synthesized, its findings located; nothing is written yet. */
export interface Compiled {
  readonly synthesis: Synthesis;
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly locate: (diagnostics: Synthesis['diagnostics']) => readonly LocatedDiagnostic[];
}

/** Loads the file and runs the pipeline. */
export const compile = async ({ file, targets, ruleTests }: StackArguments): Promise<Compiled> => {
  const cwd = process.cwd();
  const loaded = await loadStack(file);
  if ('failure' in loaded) {
    const locate = (diagnostics: Synthesis['diagnostics']) => locateAll(diagnostics, () => loaded.place, cwd);
    const synthesis: Synthesis = { files: new Map(), diagnostics: [loaded.failure], targets: [] };
    return { synthesis, diagnostics: locate(synthesis.diagnostics), locate };
  }
  const { synthesize } = await import('../synth/synthesize.ts');
  const { program } = loaded;
  const synthesis = await synthesize(program, {
    today: new Date().toISOString().slice(0, 10),
    ...(targets === undefined ? {} : { targets }),
    ...(ruleTests === undefined ? {} : { ruleTests }),
  });
  const locate = (diagnostics: Synthesis['diagnostics']) =>
    locateAll(diagnostics, path => program.locate(path) ?? { file: resolve(file), line: 1 }, cwd);
  return { synthesis, diagnostics: locate(synthesis.diagnostics), locate };
};
