import { withStack } from './base.ts';

/** The accepted program with one JSON patch of its own dashboard, or of another. */
export const patchedDashboard = (
  op: 'add' | 'replace' | 'remove',
  at: string,
  value?: unknown,
  dashboard = 'platform/api-requests',
): unknown =>
  withStack({
    patches: [{ reader: 'grafana', mount: `/etc/grafana/dashboards/${dashboard}.json`, op, at, value }],
  });
