type Labels = Readonly<Record<string, string>>;

const matchers = (operator: '=' | '=~', labels: Labels): readonly string[] =>
  Object.entries(labels).map(([name, value]) => `${name}${operator}${JSON.stringify(value)}`);

/**
 * A selector's matchers in PromQL: `{job="api",instance=~"$instance",code=~"5.."}`; nothing when there are none.
 * `more` are matchers that are PromQL already.
 */
export const selector = (equal: Labels, matching: Labels = {}, more: readonly string[] = []): string => {
  const all = [...matchers('=', equal), ...matchers('=~', matching), ...more];
  return all.length === 0 ? '' : `{${all.join(',')}}`;
};

/**
 * A selector of what a reader may have chosen: a value that begins with `$` is a variable of the dashboard. It may hold
 * several values, which Grafana writes as a regular expression.
 */
export const choice = (where: Labels, more: readonly string[] = []): string => {
  const part = (variables: boolean) =>
    Object.fromEntries(Object.entries(where).filter(([, value]) => value.startsWith('$') === variables));
  return selector(part(false), part(true), more);
};

/** Alerts that fire now, but for the one that always does to prove that alerting works: its severity is `none`. */
export const firingAlerts = (where: Labels): string =>
  `ALERTS${choice({ alertstate: 'firing', ...where }, ['severity!="none"'])}`;
