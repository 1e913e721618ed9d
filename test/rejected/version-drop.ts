import { base } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A Prometheus that lacks a key which is only needed from release 3 on. */
export const versionDrop: Rejection = {
  code: 'VERSION-DROP',
  catalogue: base,
  at: ['acme'],
  hint: undefined,
  versions: { prometheus: '2.53.3' },
};
