import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A volume of one GiB for samples that are worth a hundred times as much. */
export const capPvc: Rejection = {
  code: 'CAP-PVC',
  catalogue: withStack({ capacity: { metricsVolume: 1, replicas: 20 } }),
  at: ['acme'],
  hint: 'Give it `capacity: {metricsVolume: 20}`, keep metrics for less time, or store only what is read.',
};
