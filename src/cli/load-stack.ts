import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Diagnostic, defineProblem, report } from '../core/diagnostic.ts';
import { parseStackFrame, type StackFrame } from '../core/stack-frame.ts';

export const stackMissing = defineProblem({
  code: 'STACK-FILE',
  severity: 'error',
  why: 'Without a program there is nothing to render.',
});
export const stackThrows = defineProblem({
  code: 'STACK-THROWS',
  severity: 'error',
  why: 'The program itself failed before it described anything.',
});
export const stackEmpty = defineProblem({
  code: 'STACK-EXPORT',
  severity: 'error',
  why: 'The command finds a stack by its default export.',
});

/** A place in the author's files. */
export type Place = StackFrame;

/** What a stack file exports, recognised by its `toProgram` and not by its class: there may be two copies of the package. */
export interface LoadedProgram {
  readonly catalogue: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: (path: string) => Place | undefined;
  /** What `scenario(stack, …)` adds. */
  readonly scenario: unknown;
}

export type Loaded =
  | { readonly program: LoadedProgram }
  /** Why there is no program; `place` is where the file failed. */
  | { readonly failure: Diagnostic; readonly place?: Place };

/** What a command expects of a file, for those who name another one. */
export interface Wanted {
  readonly what: string;
  /** How the file is named on the command line. */
  readonly name: string;
  /** How the file ends. */
  readonly end: string;
}

const stackFile: Wanted = {
  what: 'stack',
  name: 'Name the file that exports your stack: sightline synth stack.ts',
  end: 'End it with: export default stack; where stack is a new ObservabilityStack(…).',
};

/** A stack with a timeline. */
export const scenarioFile: Wanted = {
  what: 'scenario',
  name: 'Name the file that exports your scenario: sightline simulate scenario.ts',
  end: 'End it with: export default scenario(stack, {until, events}); where stack is your stack.',
};

/** Loads a stack file, TypeScript or JavaScript, without checking its types. */
export const loadStack = async (file: string, wanted: Wanted = stackFile): Promise<Loaded> => {
  const path = resolve(file);
  if (!existsSync(path) || !statSync(path).isFile())
    return {
      failure: report(stackMissing, file, `There is no file ${file}.`, wanted.name),
    };
  let exported: unknown;
  const release = watchExit(file);
  try {
    exported = await Promise.race([importModule(path), nothingLeftToDo()]);
  } catch (error) {
    const place = placeOf(error, path);
    return {
      failure: report(
        stackThrows,
        file,
        `${file} throws: ${messageOf(error)}`,
        'Run it alone to see more; it must only build constructs and export the stack.',
      ),
      ...(place === undefined ? {} : { place }),
    };
  } finally {
    release();
  }
  const stack = defaultExport(exported);
  if (!hasProgram(stack))
    return {
      failure: report(stackEmpty, file, `${file} exports no ${wanted.what}.`, wanted.end),
      place: { file: path, line: 1 },
    };
  try {
    const program = readProgram(stack.toProgram(), 'scenario' in stack ? stack.scenario : undefined);
    if (program !== undefined) return { program };
  } catch (error) {
    return { failure: report(stackThrows, file, `${file} throws while its stack is read: ${messageOf(error)}`) };
  }
  return {
    failure: report(
      stackEmpty,
      file,
      `The \`toProgram()\` of ${file} returns no program.`,
      'It returns an object with a catalogue: { catalogue, diagnostics, locate }.',
    ),
    place: { file: path, line: 1 },
  };
};

/** A program as it is read from here on; nothing when there is no catalogue. Findings and places may be left out. */
const readProgram = (value: unknown, scenario: unknown): LoadedProgram | undefined => {
  if (typeof value !== 'object' || value === null || !('catalogue' in value)) return undefined;
  const diagnostics: unknown = 'diagnostics' in value ? value.diagnostics : undefined;
  const locate = 'locate' in value ? value.locate : undefined;
  return {
    catalogue: value.catalogue,
    scenario,
    diagnostics: Array.isArray(diagnostics) ? diagnostics.filter(isDiagnostic) : [],
    locate: path => {
      const place: unknown = typeof locate === 'function' ? locate(path) : undefined;
      return isPlace(place) ? place : undefined;
    },
  };
};

const isDiagnostic = (value: unknown): value is Diagnostic =>
  typeof value === 'object' &&
  value !== null &&
  ['code', 'severity', 'path', 'message'].every(key => typeof new Map(Object.entries(value)).get(key) === 'string');

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'file' in value &&
  typeof value.file === 'string' &&
  'line' in value &&
  typeof value.line === 'number';

/** A program that ends the process has rendered nothing: without a word that would look like success. */
const watchExit = (file: string): (() => void) => {
  const tell = (): void => {
    process.stderr.write(
      `${file}:1: error ${stackThrows.code}: ${file} ends the process instead of exporting a stack.\n`,
    );
    process.exitCode = 1;
  };
  process.once('exit', tell);
  return () => process.removeListener('exit', tell);
};

/** Fails when Node has nothing to do any more: the module awaits what will never happen. */
const nothingLeftToDo = (): Promise<never> =>
  new Promise((_, reject) => {
    process.once('beforeExit', () => reject('it waits for something that never happens'));
  });

/** JavaScript is imported as it is; TypeScript goes through jiti, which keeps lines and columns. */
const importModule = async (path: string): Promise<unknown> => {
  if (!['.js', '.mjs'].includes(extname(path))) return transpiled(path);
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    // Node does not tell where a syntax error is; jiti fails over the same, and does.
    if (error instanceof SyntaxError) return transpiled(path);
    throw error;
  }
};

const transpiled = (path: string): Promise<unknown> => {
  // Required, not imported: before it imports CommonJS, Node searches the whole of it for exports.
  const { createJiti }: typeof import('jiti') = createRequire(import.meta.url)('jiti');
  return createJiti(import.meta.url, { interopDefault: false }).import(path);
};

const defaultExport = (exported: unknown): unknown =>
  typeof exported === 'object' && exported !== null && 'default' in exported ? exported.default : undefined;

const hasProgram = (value: unknown): value is { toProgram(): unknown } =>
  typeof value === 'object' && value !== null && 'toProgram' in value && typeof value.toProgram === 'function';

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Where the command itself is, compiled or not. */
const ownFolder = fileURLToPath(new URL('..', import.meta.url));

/** The first frame of an error in the author's own files; a syntax error has its place in its message. */
const placeOf = (error: unknown, path: string): Place | undefined => {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : '';
  for (const line of text.split('\n')) {
    const frame = parseStackFrame(line);
    if (frame !== undefined && !frame.file.includes('node_modules') && !frame.file.startsWith(ownFolder)) return frame;
  }
  return path === '' ? undefined : { file: path, line: 1 };
};
