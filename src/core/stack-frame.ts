/** Where in a file a line of a stack trace points. */
export interface StackFrame {
  readonly file: string;
  readonly line: number;
}

/**
 * The place that one line of a stack trace, or of a syntax error, names: `at f (/a b/c.ts:3:7)`,
 * `at file:///a%20b/c.mjs:3:7`, `/a b/c.ts:3`. Nothing for frames of Node itself.
 */
export const parseStackFrame = (text: string): StackFrame | undefined => {
  const [, url, path = '', line] =
    /^\s*(?:at )?(?:async )?(?:.*? \()?(file:\/\/)?((?:\/|[A-Za-z]:[\\/]).*?):(\d+)(?::\d+)?\)?$/.exec(text) ?? [];
  if (line === undefined) return undefined;
  return { file: url === undefined ? path : decodeURIComponent(path), line: Number(line) };
};
