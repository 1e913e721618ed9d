import type { Document } from '../ir/artefact.ts';

/** A page of Markdown from its lines. @param path Below `dist/`, without suffix. */
export const page = (path: string, lines: readonly string[], origin: string): Document => ({
  path: `dist/${path}.md`,
  format: 'text',
  body: `${lines.join('\n')}\n`,
  origins: { '': origin },
});
