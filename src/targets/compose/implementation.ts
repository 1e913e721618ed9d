import type { TargetImplementation } from '../target.ts';
import { checkCompose } from './check.ts';
import type { ComposeOptions } from './index.ts';
import { place } from './place.ts';
import { composeSite } from './site.ts';

/** The lazily loaded part. */
export const implementation: TargetImplementation<ComposeOptions> = {
  check: checkCompose,
  site: composeSite,
  place,
};
