import type { ImportedRootEntry, ImportedRouteEntry, ImportedRoutesEntry } from '../catalogue/imported-routes.ts';
import type { Hours } from './hours.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { eachOf, idOf, propsOf } from './read-props.ts';
import type { Receiver } from './receiver.ts';
import { Recorded } from './recorded.ts';

/** One route of the tree. What is left out is as its parent has it. */
export interface ImportedRoute extends Omit<ImportedRouteEntry, 'to' | 'during' | 'notDuring' | 'routes'> {
  /** Default: the parent's. */
  readonly to?: Receiver;
  /** It speaks only then. */
  readonly during?: readonly Hours[];
  /** It is silent then. */
  readonly notDuring?: readonly Hours[];
  /** In the order in which they are tried. */
  readonly routes?: readonly ImportedRoute[];
}

/** The root: it takes every alert. */
export interface ImportedRoot extends Omit<ImportedRootEntry, 'to' | 'routes'> {
  readonly to: Receiver;
  /** In the order in which they are tried. */
  readonly routes?: readonly ImportedRoute[];
}

export interface ImportedRoutesProps extends Omit<ImportedRoutesEntry, 'id' | 'root'> {
  readonly root: ImportedRoot;
}

/**
 * A route tree that exists already, kept exactly as it is: its root becomes the root of the stack's own tree. Routes of
 * the stack and teams with channels come before it, so that teams move over one by one; a team without a channel has no
 * block of its own. A stack can have one such tree.
 */
export class ImportedRoutes extends Recorded {
  constructor(stack: ObservabilityStack, id: string, props: ImportedRoutesProps) {
    super(stack, id);
    const { root, ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('importedRoutes', () => ({
      ...rest,
      id,
      root: root === undefined ? { to: '' } : rootEntry(root),
    }));
  }
}

const rootEntry = (root: ImportedRoot): ImportedRootEntry => {
  const { to, routes, ...rest } = propsOf(root);
  return {
    ...rest,
    to: idOf(to) ?? '',
    ...(routes === undefined ? {} : { routes: eachOf(routes, routeEntry) }),
  };
};

const routeEntry = (route: ImportedRoute): ImportedRouteEntry => {
  const { to, during, notDuring, routes, ...rest } = propsOf(route);
  return {
    ...rest,
    ...(to === undefined ? {} : { to: idOf(to) ?? '' }),
    ...(during === undefined ? {} : { during: eachOf(during, hours => idOf(hours) ?? '') }),
    ...(notDuring === undefined ? {} : { notDuring: eachOf(notDuring, hours => idOf(hours) ?? '') }),
    ...(routes === undefined ? {} : { routes: eachOf(routes, routeEntry) }),
  };
};
