import type { Diagnostic } from '../core/diagnostic.ts';
import type { Catalogue } from './catalogue.ts';
import { shapeMistakes } from './shape.ts';
import { catalogueShape } from './shapes.ts';

/** The catalogue when it has the right shape, and everything that is wrong with it otherwise. */
export const validateCatalogue = (
  input: unknown,
): { readonly catalogue: Catalogue | undefined; readonly diagnostics: readonly Diagnostic[] } => {
  const root =
    typeof input === 'object' && input !== null && 'org' in input && typeof input.org === 'string'
      ? input.org
      : 'stack';
  const diagnostics = shapeMistakes(catalogueShape, input, root);
  return { catalogue: hasShape(input, diagnostics) ? input : undefined, diagnostics };
};

const hasShape = (input: unknown, mistakes: readonly Diagnostic[]): input is Catalogue =>
  typeof input === 'object' && mistakes.length === 0;
