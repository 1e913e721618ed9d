import { createHash } from 'node:crypto';
import { compareText } from '../core/diagnostic.ts';
import { renderBody } from '../core/render.ts';
import type { Artefact } from '../ir/artefact.ts';

/** A short fingerprint of configuration files: the same files give the same text, in whatever order they come. */
export const contentHash = (artefacts: readonly Artefact[]): string => {
  const hash = createHash('sha256');
  for (const artefact of artefacts.toSorted((a, b) => compareText(a.mount, b.mount)))
    hash.update(`${artefact.mount}\0${renderBody(artefact.format, artefact.body)}\0`);
  return hash.digest('hex').slice(0, 16);
};
