import type { TargetImplementation } from '../target.ts';
import { checkKubernetes } from './check.ts';
import type { KubernetesOptions } from './index.ts';
import { place } from './place.ts';
import { kubernetesSite } from './site.ts';

/** The lazily loaded part: the only one that loads cdk8s. */
export const implementation: TargetImplementation<KubernetesOptions> = {
  check: checkKubernetes,
  site: kubernetesSite,
  place,
};
