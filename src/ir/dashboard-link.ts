/** Page with one objective in full. */
export const sloDetailUid = 'slo-detail';

/**
 * Where a panel or a value leads inside Grafana. `choices` are variables of that page; a value may be a variable of this
 * one. The page opens at the time range at which this one was left: on panels Grafana does not see to that itself.
 */
export const dashboardLink = (uid: string, choices: Readonly<Record<string, string>> = {}): string =>
  `/d/${uid}?${[...Object.entries(choices).map(([name, value]) => `var-${name}=${value}`), '${__url_time_range}'].join('&')}`;
