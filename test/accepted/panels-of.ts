import { api } from './base.ts';

/** The dashboards of the accepted service with its queries changed. */
export const panelsOf = (change: Readonly<Record<string, unknown>>): { readonly dashboards: readonly unknown[] } => ({
  dashboards: api.dashboards.map(dashboard => ({
    ...dashboard,
    rows: dashboard.rows.map(row => ({
      ...row,
      panels: row.panels.map(panel => ({
        ...panel,
        queries: panel.queries.map(query => ({ ...query, ...change })),
      })),
    })),
  })),
});
