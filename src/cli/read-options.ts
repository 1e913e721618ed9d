import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../core/names.ts';
import { UsageMistake } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Config<O extends Options> {
  readonly args: string[];
  readonly options: O;
  readonly allowPositionals: true;
}

/** What stands behind a command, by option; or what is wrong with it, with the option that was most likely meant. */
export const readOptions = <const O extends Options>(
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<Config<O>>> | UsageMistake => {
  const unknown = args.find(arg => arg.startsWith('--') && !Object.hasOwn(options, arg.slice(2).split('=')[0] ?? ''));
  if (unknown !== undefined) {
    // Without its value: it may be a secret.
    const [name = ''] = unknown.split('=');
    const known = Object.keys(options);
    const close = known.find(option => option.startsWith(`${name.slice(2)}-`)) ?? nearest(name.slice(2), known);
    return new UsageMistake(`There is no option ${name}.${close === undefined ? '' : ` Did you mean --${close}?`}`);
  }
  try {
    return parseArgs<Config<O>>({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return new UsageMistake(error instanceof Error ? `${error.message.split('. ')[0] ?? ''}.` : String(error));
  }
};
