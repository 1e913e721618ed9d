import { isJsonObject, type JsonValue } from '../core/json.ts';
import type { LabelSet } from '../live/samples.ts';

/** Whom an alert reaches, by the report of a rendered stack. */
export interface RenderedReach {
  readonly name: string;
  /** Those that decide, of the labels that the alert has. */
  readonly labels: LabelSet;
  readonly receivers: readonly string[];
}

/** The alerts of `dist/reports/time-to-notify.json`. */
export const renderedReaches = (report: JsonValue): readonly RenderedReach[] => {
  const alerts = isJsonObject(report) && Array.isArray(report['alerts']) ? report['alerts'] : [];
  return alerts.flatMap((entry): readonly RenderedReach[] => {
    if (!isJsonObject(entry) || typeof entry['alert'] !== 'string') return [];
    const labels = isJsonObject(entry['labels']) ? entry['labels'] : {};
    const receivers = Array.isArray(entry['receivers']) ? entry['receivers'] : [];
    return [
      {
        name: entry['alert'],
        labels: Object.fromEntries(
          Object.entries(labels).flatMap(([label, value]) => (typeof value === 'string' ? [[label, value]] : [])),
        ),
        receivers: receivers.filter(each => typeof each === 'string'),
      },
    ];
  });
};
