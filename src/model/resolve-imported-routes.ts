import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ImportedRouteEntry, ImportedRoutesEntry } from '../catalogue/imported-routes.ts';
import { childPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { parseMatchers } from '../ir/matcher-text.ts';
import type { Inhibition, Route, RouteMatcher } from '../ir/routing.ts';
import { matcherUnreadable, nameDuplicate, referenceUnknown } from './problems.ts';

/** A route tree that was written elsewhere, and its inhibitions. */
export interface ImportedRoutesModel {
  readonly root: Route;
  readonly inhibitions: readonly Inhibition[];
}

/** Path of a route below the one at `parent`, by its position. */
export const routePath = (parent: string, position: number): string => childPath(parent, `routes/${position}`);

/** Path of an inhibition, by its position. */
export const inhibitionPath = (parent: string, position: number): string =>
  childPath(parent, `inhibitions/${position}`);

/** What cannot be read is a mistake of its own. */
const read = (texts: readonly string[]): readonly RouteMatcher[] => texts.flatMap(text => parseMatchers(text) ?? []);

/** The tree in which every route says to whom it leads. */
export const resolveImportedRoutes = (
  { id, root, inhibitions = [] }: ImportedRoutesEntry,
  path: string,
): ImportedRoutesModel => {
  const at = childPath(path, id);
  return {
    root: resolveRoute(root, root.to, at),
    inhibitions: inhibitions.map(({ source, target, equal = [] }, i) => ({
      name: `${id}-${i + 1}`,
      source: read(source),
      target: read(target),
      equal,
      path: inhibitionPath(at, i),
    })),
  };
};

const resolveRoute = (entry: ImportedRouteEntry, inherited: string, path: string): Route => {
  const { to: receiver = inherited, matchers = [], routes = [], groupBy, groupWait, groupInterval, ...rest } = entry;
  const { repeatInterval, during, notDuring } = rest;
  return {
    receiver,
    matchers: read(matchers),
    ...(groupBy === undefined ? {} : { groupBy }),
    ...(groupWait === undefined ? {} : { groupWait }),
    ...(groupInterval === undefined ? {} : { groupInterval }),
    ...(repeatInterval === undefined ? {} : { repeatInterval }),
    ...(rest.continue === undefined ? {} : { continue: rest.continue }),
    ...(during === undefined ? {} : { activeTimeIntervals: during }),
    ...(notDuring === undefined ? {} : { muteTimeIntervals: notDuring }),
    routes: routes.map((child, i) => resolveRoute(child, receiver, routePath(path, i))),
    path,
  };
};

/** Mistakes in trees that were written elsewhere. */
export const importedRoutesMistakes = (catalogue: Catalogue, path: string): readonly Diagnostic[] => {
  const trees = catalogue.importedRoutes ?? [];
  const receivers = (catalogue.receivers ?? []).map(({ id }) => id);
  const hours = (catalogue.hours ?? []).map(({ id }) => id);
  const unknown = (what: string, name: string, known: readonly string[], at: string): readonly Diagnostic[] =>
    known.includes(name)
      ? []
      : [report(referenceUnknown, at, `There is no ${what} named \`${name}\`.`, suggest(name, known))];
  const route = (entry: ImportedRouteEntry, at: string): readonly Diagnostic[] => [
    ...(entry.to === undefined ? [] : unknown('receiver', entry.to, receivers, at)),
    ...[...(entry.during ?? []), ...(entry.notDuring ?? [])].flatMap(name => unknown('set of hours', name, hours, at)),
    ...(entry.matchers ?? []).flatMap(text => unreadable(text, at)),
    ...(entry.routes ?? []).flatMap((child, i) => route(child, routePath(at, i))),
  ];
  return [
    ...trees
      .slice(1)
      .map(({ id }) =>
        report(
          nameDuplicate,
          childPath(path, id),
          `The stack has the imported route trees \`${trees[0]?.id ?? ''}\` and \`${id}\`: there is one root only.`,
          'Move the routes of one tree below the root of the other.',
        ),
      ),
    ...trees.flatMap(({ id, root, inhibitions = [] }) => [
      ...route(root, childPath(path, id)),
      ...inhibitions.flatMap(({ source, target }, i) =>
        [...source, ...target].flatMap(text => unreadable(text, inhibitionPath(childPath(path, id), i))),
      ),
    ]),
  ];
};

const unreadable = (text: string, path: string): readonly Diagnostic[] =>
  parseMatchers(text)?.length === 1
    ? []
    : [
        report(
          matcherUnreadable,
          path,
          `The text \`${text}\` is no matcher of Alertmanager.`,
          `Write one condition: 'severity="critical"', with =, !=, =~ or !~.`,
        ),
      ];
