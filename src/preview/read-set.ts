import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { JsonValue } from '../core/json.ts';
import type { Dashboard } from './dashboard.ts';
import { fileUnread, noDashboard, nothingFound, uidTwice } from './problems.ts';
import { readDashboard } from './read-dashboard.ts';

/** A file that may hold a dashboard; its folders are those of Grafana. */
export interface DashboardFile {
  /** Below the place that was named, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** The dashboards of files, and what is wrong with them. `place` is where they were looked for. */
export const readSet = (
  files: readonly DashboardFile[],
  place: string,
): { readonly dashboards: readonly Dashboard[]; readonly diagnostics: readonly Diagnostic[] } => {
  const dashboards = new Map<string, { readonly dashboard: Dashboard; readonly path: string }>();
  const diagnostics: Diagnostic[] = [];
  for (const { path, text } of files) {
    const value = parsed(text);
    if (value === undefined) {
      diagnostics.push(
        report(fileUnread, path, `${path} is no JSON.`, 'Export the dashboard again, or move the file elsewhere.'),
      );
      continue;
    }
    const steps = path.split('/');
    const name = (steps.pop() ?? path).replace(/\.json$/i, '');
    const dashboard = readDashboard(value, { folder: steps.join('/'), name });
    if (typeof dashboard === 'string') {
      diagnostics.push(
        report(noDashboard, path, `${path} ${dashboard}.`, 'Leave only exported dashboards in the folder.'),
      );
      continue;
    }
    const other = dashboards.get(dashboard.uid);
    if (other === undefined) dashboards.set(dashboard.uid, { dashboard, path });
    else
      diagnostics.push(
        report(
          uidTwice,
          path,
          `${path} and ${other.path} both have the uid "${dashboard.uid}".`,
          'Give one of them another uid.',
        ),
      );
  }
  if (files.length === 0)
    diagnostics.push(
      report(
        nothingFound,
        place,
        `There is no dashboard in ${place}.`,
        'Name a folder with exported dashboards, *.json.',
      ),
    );
  return { dashboards: [...dashboards.values()].map(({ dashboard }) => dashboard), diagnostics };
};

const parsed = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
