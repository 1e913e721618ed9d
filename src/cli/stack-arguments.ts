import { suggest } from '../core/names.ts';
import { targets as registered } from '../targets/registry.ts';
import { UsageMistake } from './command.ts';
import { readOptions } from './read-options.ts';

/** What synth and check are told. */
export interface StackArguments {
  readonly file: string;
  readonly out: string;
  readonly targets: readonly string[] | undefined;
  readonly json: boolean;
  /** Whether to derive tests of every rule, or only what it takes to judge them, when it was said. */
  readonly ruleTests: boolean | 'judged' | undefined;
}

const options = {
  out: { type: 'string' },
  target: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  'rule-tests': { type: 'boolean' },
  'no-rule-tests': { type: 'boolean' },
} as const;

/** Reads the arguments that follow `synth` or `check`. */
export const readStackArguments = (args: readonly string[]): StackArguments | UsageMistake => {
  const parsed = readOptions(args, options);
  if (parsed instanceof UsageMistake) return parsed;
  const { values, positionals } = parsed;
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
    ruleTests: values['no-rule-tests'] === true ? false : values['rule-tests'],
  };
};
