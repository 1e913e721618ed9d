import type { Catalogue, TeamEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { parseDuration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { isTimeZone } from '../core/time-zone.ts';
import { teamChannels } from './channels.ts';
import type { Named } from './names.ts';
import { escalationEmpty, referenceUnknown, zoneUnknown } from './problems.ts';
import { importedRoutesMistakes } from './resolve-imported-routes.ts';

/** What of the routing has a name in the stack. */
export const routingNames = (catalogue: Catalogue): readonly Named[] =>
  (
    [
      ['route', catalogue.routes],
      ['imported route tree', catalogue.importedRoutes],
      ['set of hours', catalogue.hours],
      ['maintenance window', catalogue.maintenance],
      ['inhibition', catalogue.inhibitions],
      ['silence', catalogue.silences],
    ] as const
  ).flatMap(([what, items]) => (items ?? []).map(({ id }) => ({ what, id })));

/** Mistakes in who is told when, which can be seen without looking at any alert. */
export const routingMistakes = (catalogue: Catalogue, path: string): readonly Diagnostic[] => {
  const { hours = [], maintenance = [], routes = [], silences = [] } = catalogue;
  const hourIds = hours.map(({ id }) => id);
  const services = catalogue.services.map(({ id }) => id);
  const teams = catalogue.teams.map(({ id }) => id);
  return [
    ...[...catalogue.teams, ...hours, ...maintenance].flatMap(({ id, timezone }) =>
      zone(timezone, childPath(path, id)),
    ),
    ...catalogue.teams.flatMap(team => [
      ...escalationMistakes(team, childPath(path, team.id)),
      ...limitMistakes(team, childPath(path, team.id)),
    ]),
    ...routes.flatMap(({ id, during = [], notDuring = [] }) =>
      [...during, ...notDuring].flatMap(name => unknown('set of hours', name, hourIds, childPath(path, id))),
    ),
    ...importedRoutesMistakes(catalogue, path),
    ...maintenance.flatMap(({ id, services: names = [] }) =>
      names.flatMap(name => unknown('service', name, services, childPath(path, id))),
    ),
    ...silences.flatMap(({ id, owner }) => unknown('team', owner, teams, childPath(path, id))),
  ];
};

const zone = (name: string, path: string): readonly Diagnostic[] =>
  isTimeZone(name)
    ? []
    : [report(zoneUnknown, path, `"${name}" is not an IANA time zone.`, 'Write a name such as Europe/Kyiv or UTC.')];

const unknown = (what: string, name: string, known: readonly string[], path: string): readonly Diagnostic[] =>
  known.includes(name)
    ? []
    : [report(referenceUnknown, path, `There is no ${what} named \`${name}\`.`, suggest(name, known))];

const escalationMistakes = (team: TeamEntry, path: string): readonly Diagnostic[] => {
  if (team.escalation === undefined) return [];
  const { levels } = team.escalation;
  if (levels.length === 0)
    return [
      report(
        escalationEmpty,
        path,
        `The escalation of the team \`${team.id}\` has no levels.`,
        "Write levels: [{after: '15m', to: pagerduty({…})}], or leave out the escalation.",
      ),
    ];
  return levels.slice(1).flatMap(({ after }, i) => {
    const before = levels[i]?.after ?? '';
    if ((parseDuration(after) ?? 0) > (parseDuration(before) ?? 0)) return [];
    return [
      report(
        escalationEmpty,
        path,
        `Level ${i + 2} of the escalation of the team \`${team.id}\` comes after ${after}, level ${i + 1} after ${before}.`,
        'Write the levels in the order of their times, each later than the one before.',
      ),
    ];
  });
};

const limitMistakes = (team: TeamEntry, path: string): readonly Diagnostic[] => {
  const name = team.rateLimit?.receiver;
  if (name === undefined) return [];
  return unknown(
    'receiver of this team',
    name,
    teamChannels(team).map(({ receiver }) => receiver),
    path,
  );
};
