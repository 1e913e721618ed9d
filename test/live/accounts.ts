import type { vectorOf } from './stub-server.ts';

/** Series with a value each. */
export type Vector = Parameters<typeof vectorOf>[0];

/** The account of one objective as Prometheus holds it: a promise of 99.9 % over 30 days. */
export const account = (
  service: string,
  slo: string,
  {
    spent,
    frozen,
    warning,
    ...more
  }: {
    readonly spent?: number;
    readonly frozen?: 0 | 1;
    readonly warning?: number;
    readonly route?: string;
  },
): Vector => {
  const labels = { service, slo: `${service}-${slo}`, team: 'web', ...more };
  const series = (name: string, value: number | string) => [{ __name__: name, ...labels }, value] as const;
  return [
    series('slo:objective:ratio', 0.999),
    series('slo:error_budget:ratio', 0.001),
    series('slo:period:seconds', 2_592_000),
    ...(warning === undefined ? [] : [series('slo:budget_warning:ratio', warning)]),
    ...(spent === undefined
      ? []
      : [
          series('slo:period_budget_consumed:ratio', spent),
          series('slo:period_budget_remaining:ratio', 1 - spent),
          series('slo:sli_error:ratio_rate1d', 0.5),
          series('slo:sli_error:ratio_rate30d', spent / 1000),
          series('slo:time_to_exhaustion:seconds', 86_400),
        ]),
    ...(frozen === undefined ? [] : [series('slo:deployment_frozen:bool', frozen)]),
  ];
};
