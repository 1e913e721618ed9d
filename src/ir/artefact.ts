import type { JsonValue } from '../core/json.ts';

/** `stream` is several YAML documents in one file: its body is the list of them. */
export type Format = 'yaml' | 'json' | 'text' | 'stream';

/**
 * A configuration file before it is text: who reads it, where it is mounted there, and its body as an object, so that
 * checks read structure. `text` bodies (a Logstash pipeline, a script) are strings.
 */
export interface Artefact {
  /** Workload id. */
  readonly reader: string;
  /** Absolute path inside the reader. */
  readonly mount: string;
  readonly format: Format;
  readonly body: JsonValue;
  /** JSON pointer to construct path; the longest prefix wins. `''` is the whole file. */
  readonly origins: Readonly<Record<string, string>>;
  /** True: stored by itself where files are grouped, so that a change of it moves no other. */
  readonly apart?: true;
}

/** A file of the output folder: a rule file under `rules/`, a runbook, a manifest that a target placed. */
export interface Document {
  /** Relative to the output folder, `/` as separator. */
  readonly path: string;
  readonly format: Format;
  readonly body: JsonValue;
  readonly origins: Readonly<Record<string, string>>;
}

/** The construct path for a pointer: the longest recorded prefix, at step boundaries. */
export const originOf = (origins: Readonly<Record<string, string>>, pointer: string): string | undefined => {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = origins[at];
    if (origin !== undefined || at === '') return origin;
  }
};
