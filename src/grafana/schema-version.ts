import { compareVersions } from '../ir/versions.ts';

/**
 * The schema of dashboards that a release of Grafana writes itself, the newest first. 42 is the last one of this format.
 * Each is named from the first release on in whose exports it was seen. A release between two of them migrates what it
 * reads, and the steps from 39 on change nothing here: a refresh that is no text (40), `time_options` (41), hidden series
 * that tooltips show (42).
 */
const schemas = [
  { since: '12.2.0', schema: 42 },
  { since: '11.6.0', schema: 41 },
  { since: '0.0.0', schema: 39 },
] as const;

/** What a dashboard for the release says in `schemaVersion`: never more than it knows, or it would not be migrated later. */
export const schemaVersion = (grafana: string): number =>
  schemas.find(({ since }) => compareVersions(grafana, since) >= 0)?.schema ?? 39;
