import { orgLabel } from '../ir/conventions.ts';

/** Labels that every server of the stack adds to what it sends: to Alertmanager, to other storages. */
export const externalLabels: readonly string[] = [orgLabel];
