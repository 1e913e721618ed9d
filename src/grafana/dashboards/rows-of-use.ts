import type { RowEntry } from '../../catalogue/dashboard.ts';
import { integrations } from '../../integrations/registry.ts';
import type { UseModel } from '../../model/model.ts';

/** The rows that an integration brings; of one of several, under its name. */
export const rowsOfUse = ({ kind, options, watched }: UseModel): readonly RowEntry[] => {
  const rows = integrations.get(kind)?.rowsOf(options, watched) ?? [];
  const { name } = watched;
  return name === undefined ? rows : rows.map(row => ({ ...row, title: `${row.title} ${name}` }));
};
