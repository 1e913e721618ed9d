import type { Unit } from '../catalogue/dashboard.ts';

/** How a unit is shown. */
export interface UnitStyle {
  /** Grafana's own id of the unit. */
  readonly id: string;
  /** Absent where Grafana's automatic choice reads better. */
  readonly decimals?: number;
  /** Scale of a gauge; the axis of a graph follows its data. */
  readonly gauge?: { readonly min: number; readonly max: number };
}

export const unitStyles: Readonly<Record<Unit, UnitStyle>> = {
  short: { id: 'short' },
  percentunit: { id: 'percentunit', decimals: 2, gauge: { min: 0, max: 1 } },
  percent: { id: 'percent', decimals: 1, gauge: { min: 0, max: 100 } },
  s: { id: 's', decimals: 2 },
  ms: { id: 'ms', decimals: 0 },
  bytes: { id: 'bytes', decimals: 1 },
  Bps: { id: 'Bps', decimals: 1 },
  reqps: { id: 'reqps', decimals: 2 },
  ops: { id: 'ops', decimals: 2 },
  cps: { id: 'cps', decimals: 2 },
  bool: { id: 'bool_yes_no', gauge: { min: 0, max: 1 } },
  none: { id: 'none' },
  dateTimeFromNow: { id: 'dateTimeFromNow' },
};
