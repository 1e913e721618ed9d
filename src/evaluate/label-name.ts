import { isPlainLabelName } from '../promql/names.ts';
import type { Context } from './context.ts';

/** Whether a function may make a label of this name: Prometheus 3 takes any text, Prometheus 2 only plain names. */
export const isLabelName = (name: string, { leftOpen }: Context): boolean =>
  leftOpen ? name !== '' : isPlainLabelName(name);
