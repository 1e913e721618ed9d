/**
 * Programs that no compiler has seen: wrong values wherever an author can put one. Each returns the stack.
 */
import * as sightline from 'sightline';

const {
  AlertRule,
  AvailabilitySlo,
  Dashboard,
  fastapi,
  HttpProbe,
  ImportedRoutes,
  ImportedRules,
  LatencySlo,
  LogPipeline,
  ObservabilityStack,
  RecordingRule,
  Runbook,
  ScrapeJob,
  Service,
  Team,
  Tracing,
} = sightline;

/** Values that are no properties of anything. */
export const nonsense = [undefined, null, 7, 'text', true, [], [[]], () => 1, Symbol.iterator.description, new Date(0)];

const constructs = {
  Team,
  Service,
  AlertRule,
  RecordingRule,
  AvailabilitySlo,
  LatencySlo,
  HttpProbe,
  LogPipeline,
  Tracing,
  Dashboard,
  Runbook,
  ImportedRoutes,
  ImportedRules,
  ScrapeJob,
};

/** Names of everything that takes a scope, an id and properties. */
export const names = Object.keys(constructs);

const sound = () => {
  const stack = new ObservabilityStack('shop', { environment: 'test', profile: 'local' });
  const team = new Team(stack, 'sales', { timezone: 'UTC' });
  return { stack, team, service: new Service(stack, 'api', { owner: team, port: 8000, runtime: fastapi() }) };
};

const scopeOf = (name, { stack, service }) => (['Team', 'Service', 'ImportedRoutes', 'ImportedRules'].includes(name) ? stack : service);

/** One construct with such properties. */
export const withProps = (name, props) => {
  const made = sound();
  new constructs[name](scopeOf(name, made), 'odd', props);
  return made.stack;
};

/** One construct whose every property has such a value. */
export const withValues = (name, value) => {
  const keys = [
    ...['owner', 'tier', 'port', 'scrape', 'runtime', 'uses', 'metrics', 'timezone', 'page', 'notify', 'mail'],
    ...['expr', 'for', 'severity', 'summary', 'action', 'runbook', 'labels', 'record', 'category', 'group'],
    ...['objective', 'window', 'errors', 'total', 'within', 'histogram', 'where', 'minBadEvents'],
    ...['path', 'url', 'status', 'matches', 'json', 'interval', 'bearerToken', 'class'],
    ...['discover', 'relabel', 'samples', 'auth', 'tls', 'limits', 'keep', 'only', 'networks'],
    ...['dataset', 'inputs', 'fields', 'slowerThan', 'baseline', 'title', 'rows', 'rules', 'steps', 'links', 'uid'],
  ];
  return withProps(name, Object.fromEntries(keys.map(key => [key, value])));
};

/** One construct in something that is no scope. */
export const inScope = (name, scope) => {
  const made = sound();
  new constructs[name](scope, 'odd', {});
  return made.stack;
};

/** One construct in a part of the stack where it does not belong. */
export const misplaced = (name, parent) => {
  const made = sound();
  new constructs[name](made[parent], 'odd', {});
  return made.stack;
};

/** One construct with an id that is none. */
export const withId = (name, id) => {
  const made = sound();
  new constructs[name](scopeOf(name, made), id, {});
  return made.stack;
};

/** A stack with such an id and such properties. */
export const stackOf = (id, props) => new ObservabilityStack(id, props);

/** A dashboard with such rows, panels and queries. */
export const dashboards = value =>
  [{ rows: [value] }, { rows: [{ panels: value }] }, { rows: [{ panels: [value] }] }].concat([
    { rows: [{ panels: [{ queries: value }] }] },
    { rows: [{ panels: [{ queries: [value] }] }] },
    { rows: [{ panels: [{ queries: [{ expr: value }] }] }] },
  ]);
