import { parseArgs } from 'node:util';
import { UsageMistake } from './command.ts';

/** What every import is told. */
export interface ImportArguments {
  /** Each file once. */
  readonly files: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Reads them; `usage` is said when no file is named. */
export const readImportArguments = (args: readonly string[], usage: string): ImportArguments | UsageMistake => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return new UsageMistake(usage);
    return { files: [...new Set(positionals)], out: values.out, json: values.json === true };
  } catch (error) {
    return new UsageMistake(error instanceof Error ? `${error.message.split('. ')[0] ?? ''}.` : String(error));
  }
};
