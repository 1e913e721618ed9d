import type { HoursEntry, SpanEntry } from '../catalogue/routing.ts';
import type { Fields } from './fields.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { importRouting } from './problems.ts';

/** Spans of one time interval that share a time zone. */
export interface ImportedHours {
  readonly spans: readonly SpanEntry[];
  readonly timezone: string;
}

/** A time interval of the file: one set of hours for each of its time zones. */
export interface ReadInterval {
  /** As the file calls it. */
  readonly name: string;
  readonly zones: readonly ImportedHours[];
  readonly place: Place;
}

/** One set of hours with the name that it has in the program. */
export interface NamedHours {
  readonly entry: HoursEntry;
  readonly place: Place;
}

const lowered = (texts: readonly string[]): readonly string[] => texts.map(text => text.toLowerCase());

const nonEmpty = <K extends string>(
  key: K,
  list: readonly string[],
): { readonly [N in K]?: readonly string[] } | Record<never, never> => (list.length === 0 ? {} : { [key]: list });

/** Alertmanager reads an interval without a place in UTC. */
export const readInterval = (fields: Fields, name: string, findings: ImportFinding[]): ReadInterval => {
  const zones = new Map<string, SpanEntry[]>();
  for (const span of fields.maps('time_intervals', `A span of the time interval \`${name}\``)) {
    const timezone = zoneOf(span, name);
    const times = span.maps('times', `A time of the time interval \`${name}\``).flatMap(time => {
      const [from, to] = [time.text('start_time'), time.text('end_time')];
      time.leaveOutUnknown('Alertmanager', importRouting);
      if (from !== undefined && to !== undefined) return [{ from, to }];
      findings.push(
        reportAt(importRouting, time.place(), `A time of the time interval \`${name}\` has no start or no end.`),
      );
      return [];
    });
    const entry: SpanEntry = {
      ...nonEmpty('weekdays', lowered(span.texts('weekdays'))),
      ...(times.length === 0 ? {} : { times }),
      ...nonEmpty('days', span.texts('days_of_month')),
      ...nonEmpty('months', lowered(span.texts('months'))),
      ...nonEmpty('years', span.texts('years')),
    };
    span.leaveOutUnknown('Alertmanager', importRouting);
    zones.set(timezone, [...(zones.get(timezone) ?? []), entry]);
  }
  fields.leaveOutUnknown('Alertmanager', importRouting);
  // One without spans never holds, which is not the same as none.
  if (zones.size === 0) zones.set('UTC', []);
  return { name, zones: [...zones].map(([timezone, spans]) => ({ timezone, spans })), place: fields.place('name') };
};

const zoneOf = (span: Fields, name: string): string => {
  const location = span.text('location') ?? 'UTC';
  if (location !== 'Local') return location;
  span.note(
    'location',
    `The time interval \`${name}\` follows the clock of the machine, which is read as UTC here.`,
    'Write the IANA time zone that is meant into the program.',
  );
  return 'UTC';
};
