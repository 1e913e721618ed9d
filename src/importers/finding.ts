import { type Diagnostic, type Problem, report } from '../core/diagnostic.ts';

/** A finding in somebody else's file: the path is the file's name. */
export interface ImportFinding extends Diagnostic {
  readonly file: string;
  readonly line: number;
}

/** A place in somebody else's file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export const reportAt = (problem: Problem, { file, line }: Place, message: string, hint?: string): ImportFinding => ({
  ...report(problem, file, message, hint),
  file,
  line,
});
