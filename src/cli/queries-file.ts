import { existsSync, readFileSync } from 'node:fs';
import type { JsonValue } from '../core/json.ts';
import { type KnownQueries, readQueries } from '../live/read-queries.ts';
import { UsageMistake } from './command.ts';

/** Where a synth puts it, seen from the output folder. */
const usual = 'dist/ci/queries.json';

/** The rendered questions: from the file that was named, from where a synth puts it, or undefined where there is none. */
export const readQueriesFile = (file: string | undefined): KnownQueries | undefined | UsageMistake => {
  if (file === undefined && !existsSync(usual)) return undefined;
  const name = file ?? usual;
  const queries = parse(name);
  return queries ?? new UsageMistake(`--queries: ${name} is no file of questions; render it with sightline synth.`);
};

const parse = (name: string): KnownQueries | undefined => {
  try {
    const value: JsonValue = JSON.parse(readFileSync(name, 'utf8'));
    return readQueries(value);
  } catch {
    return undefined;
  }
};
