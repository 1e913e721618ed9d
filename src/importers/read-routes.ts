import type { ImportedInhibitionEntry, ImportedRootEntry, ImportedRouteEntry } from '../catalogue/imported-routes.ts';
import { parseDuration } from '../core/duration.ts';
import { nearest } from '../core/names.ts';
import { parseMatchers, printMatcher } from '../ir/matcher-text.ts';
import type { RouteMatcher } from '../ir/routing.ts';
import { isRe2 } from '../promql/re2.ts';
import { type Fields, lower } from './fields.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { importRouting } from './problems.ts';

/** What routes may name, by the names of the file. */
export interface RouteNames {
  /** Ids of receivers. */
  readonly receivers: ReadonlyMap<string, string>;
  /** Ids of the hours that a time interval has become. */
  readonly intervals: ReadonlyMap<string, readonly string[]>;
}

/** Reads the routes and inhibitions of one configuration; what Alertmanager refuses is reported with its line. */
export class RouteReader {
  readonly #names: RouteNames;
  readonly #findings: ImportFinding[];
  readonly #places = new Map<string, Place>();

  constructor(names: RouteNames, findings: ImportFinding[]) {
    this.#names = names;
    this.#findings = findings;
  }

  /** Where routes stand, by their positions: `''` is the root, `/routes/0/routes/1` a route two levels below. */
  get places(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  root(fields: Fields): ImportedRootEntry {
    const { to, ...rest } = this.#route(fields.named('The root of the routes'), '');
    for (const key of ['matchers', 'match', 'match_re', 'continue', 'mute_time_intervals', 'active_time_intervals'])
      if (fields.has(key)) this.#refuse(fields, key, `The root of the routes cannot have \`${key}\`.`);
    if (to === undefined && !fields.has('receiver'))
      this.#refuse(fields, 'receiver', 'The root of the routes has no `receiver`.');
    return {
      to: to ?? '',
      ...(rest.groupBy === undefined ? {} : { groupBy: rest.groupBy }),
      ...(rest.groupWait === undefined ? {} : { groupWait: rest.groupWait }),
      ...(rest.groupInterval === undefined ? {} : { groupInterval: rest.groupInterval }),
      ...(rest.repeatInterval === undefined ? {} : { repeatInterval: rest.repeatInterval }),
      ...(rest.routes === undefined ? {} : { routes: rest.routes }),
    };
  }

  inhibition(fields: Fields): ImportedInhibitionEntry {
    const side = (name: 'source' | 'target'): readonly string[] =>
      this.#matchers(fields, `${name}_match`, `${name}_match_re`, `${name}_matchers`);
    const equal = fields.texts('equal');
    fields.text('name');
    const entry = { source: side('source'), target: side('target'), ...(equal.length === 0 ? {} : { equal }) };
    fields.leaveOutUnknown('Alertmanager', importRouting);
    return entry;
  }

  #route(fields: Fields, at: string): ImportedRouteEntry {
    this.#places.set(at, fields.place());
    const name = fields.text('receiver');
    const to = name === undefined ? undefined : this.#names.receivers.get(name);
    if (name !== undefined && to === undefined)
      this.#unknown(fields, 'receiver', 'receiver', name, [...this.#names.receivers.keys()]);
    const matchers = this.#matchers(fields, 'match', 'match_re', 'matchers');
    const during = this.#hours(fields, 'active_time_intervals');
    const notDuring = this.#hours(fields, 'mute_time_intervals');
    const groupBy = fields.texts('group_by');
    const groupWait = this.#duration(fields, 'group_wait', true);
    const groupInterval = this.#duration(fields, 'group_interval', false);
    const repeatInterval = this.#duration(fields, 'repeat_interval', false);
    const routes = fields.maps('routes', 'A route').map((child, i) => this.#route(child, `${at}/routes/${i}`));
    const isContinued = fields.flag('continue') === true;
    fields.leaveOutUnknown('Alertmanager', importRouting);
    return {
      ...(to === undefined ? {} : { to }),
      ...(matchers.length === 0 ? {} : { matchers }),
      ...(isContinued ? { continue: true } : {}),
      ...(groupBy.length === 0 ? {} : { groupBy }),
      ...(groupWait === undefined ? {} : { groupWait }),
      ...(groupInterval === undefined ? {} : { groupInterval }),
      ...(repeatInterval === undefined ? {} : { repeatInterval }),
      ...(during.length === 0 ? {} : { during }),
      ...(notDuring.length === 0 ? {} : { notDuring }),
      ...(routes.length === 0 ? {} : { routes }),
    };
  }

  /** The old maps and the list of today: all conditions hold together. */
  #matchers(fields: Fields, equalKey: string, patternKey: string, listKey: string): readonly string[] {
    const found: RouteMatcher[] = [
      ...fields.pairs(equalKey).map(([label, value]): RouteMatcher => ({ label, op: '=', value })),
      ...fields.pairs(patternKey).map(([label, value]): RouteMatcher => ({ label, op: '=~', value })),
    ];
    fields.texts(listKey).forEach((text, i) => {
      const read = parseMatchers(text);
      if (read !== undefined) found.push(...read);
      else
        this.#findings.push(
          reportAt(
            importRouting,
            fields.place(listKey, i),
            `\`${text}\` is no matcher of Alertmanager.`,
            'Write one condition with =, !=, =~ or !~: severity="critical".',
          ),
        );
    });
    for (const { label, op, value } of found) {
      const problem = op === '=~' || op === '!~' ? isRe2(value) : undefined;
      if (problem !== undefined)
        this.#findings.push(
          reportAt(
            importRouting,
            fields.place(fields.has(listKey) ? listKey : patternKey),
            `The pattern "${value}" for \`${label}\` of ${lower(fields.subject)} is not valid in RE2: ${problem}.`,
          ),
        );
    }
    return found.map(printMatcher);
  }

  #hours(fields: Fields, key: string): readonly string[] {
    return fields.texts(key).flatMap(name => {
      const hours = this.#names.intervals.get(name);
      if (hours === undefined) this.#unknown(fields, key, 'time interval', name, [...this.#names.intervals.keys()]);
      return hours ?? [];
    });
  }

  #duration(fields: Fields, key: string, canBeZero: boolean): string | undefined {
    const text = fields.text(key);
    if (text === undefined) return undefined;
    const length = parseDuration(text);
    if (length !== undefined && (canBeZero || length > 0)) return text;
    this.#refuse(
      fields,
      key,
      `\`${key}\` of ${lower(fields.subject)} must be a duration such as 5m or 1h30m, not "${text}".`,
    );
    return undefined;
  }

  #unknown(fields: Fields, key: string, what: string, name: string, known: readonly string[]): void {
    const close = nearest(name, known);
    this.#refuse(
      fields,
      key,
      `${fields.subject} names a ${what} \`${name}\`, which the file does not have.`,
      close === undefined ? undefined : `Did you mean "${close}"?`,
    );
  }

  #refuse(fields: Fields, key: string, message: string, hint?: string): void {
    this.#findings.push(reportAt(importRouting, fields.place(key), message, hint));
  }
}
