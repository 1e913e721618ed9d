import { kebabCase } from '../core/names.ts';

/** Value of the `slo` label of an objective, and of the `performance` label of a performance budget. */
export const sloLabel = (service: string, id: string): string => `${service}-${kebabCase(id)}`;
