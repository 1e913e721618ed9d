import { report } from '../core/diagnostic.ts';
import { type OptionRules, optionMistakes } from '../ir/options.ts';
import { targetOption } from './problems.ts';
import type { ReadOptions } from './target.ts';

/** Completes options of unknown origin; ill-typed ones become findings and leave the defaults in place. */
export const readOptions = <Options>(
  kind: string,
  rules: OptionRules<Options>,
  input: unknown,
  path: string,
  complete: (given: Partial<Options>) => Options,
): ReadOptions<Options> => {
  const title = `target \`${kind}\``;
  const mistakes = (value: unknown) => optionMistakes(title, rules, value);
  const isTyped = (value: unknown): value is Partial<Options> => mistakes(value).length === 0;
  const given = input ?? {};
  if (isTyped(given)) return { options: complete(given), diagnostics: [] };
  return {
    options: complete({}),
    diagnostics: mistakes(given).map(({ message, hint }) => report(targetOption, path, message, hint)),
  };
};
