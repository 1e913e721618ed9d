import { type CommandDefinition, UsageMistake } from './command.ts';
import { compile } from './compile.ts';
import { hasErrors, renderCounts, renderDiagnostics } from './reporter.ts';
import { readStackArguments } from './stack-arguments.ts';

/** `sightline check`: everything that synth does, without writing; whether each rule can be tested, in any case. */
export const check: CommandDefinition = {
  run: async args => {
    const parsed = readStackArguments(args);
    if (parsed instanceof UsageMistake) return parsed;
    const { diagnostics } = await compile({ ...parsed, ruleTests: parsed.ruleTests ?? 'judged' });
    if (parsed.json) process.stdout.write(`${JSON.stringify({ diagnostics }, undefined, 2)}\n`);
    else {
      process.stderr.write(renderDiagnostics(diagnostics, process.stderr.isTTY));
      const counts = renderCounts(diagnostics);
      process.stdout.write(`${counts === '' ? 'no findings' : counts}\n`);
    }
    return hasErrors(diagnostics) ? 1 : 0;
  },
};
