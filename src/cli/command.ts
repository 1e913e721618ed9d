import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest, suggest } from '../core/names.ts';
import { targets as registered } from '../targets/registry.ts';

/** One command of the command line. */
export interface CommandDefinition {
  readonly run: (args: readonly string[]) => Promise<number | UsageMistake>;
}

/** The arguments were wrong: nothing ran. */
export class UsageMistake {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** What synth and check are told. */
export interface StackArguments {
  readonly file: string;
  readonly out: string;
  readonly targets: readonly string[] | undefined;
  readonly json: boolean;
}

const options = {
  out: { type: 'string' },
  target: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Reads the arguments that follow `synth` or `check`. */
export const readStackArguments = (args: readonly string[]): StackArguments | UsageMistake => {
  const unknown = args.find(arg => arg.startsWith('--') && !Object.hasOwn(options, arg.slice(2).split('=')[0] ?? ''));
  if (unknown !== undefined) {
    const close = nearest(unknown.slice(2), Object.keys(options));
    return new UsageMistake(`There is no option ${unknown}.${close === undefined ? '' : ` Did you mean --${close}?`}`);
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 1) return new UsageMistake(`One stack file is enough; got ${positionals.join(', ')}.`);
    const targets =
      values.target === undefined ? undefined : [...new Set(values.target.flatMap(value => value.split(',')))];
    const wrong = targets?.find(target => !registered.has(target));
    if (wrong !== undefined)
      return new UsageMistake(`There is no target "${wrong}". ${suggest(wrong, [...registered.keys()]) ?? ''}`.trim());
    if (values.out === '') return new UsageMistake('--out needs a folder.');
    return {
      file: positionals[0] ?? 'stack.ts',
      out: values.out ?? '.',
      targets,
      json: values.json === true,
    };
  } catch (error) {
    return new UsageMistake(error instanceof Error ? `${error.message.split('. ')[0] ?? ''}.` : String(error));
  }
};
