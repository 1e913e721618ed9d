import type { JsonValue } from '../core/json.ts';
import type { SloReport } from './report.ts';
import { servicesOf } from './services.ts';

/** The report as data: ratios from 0 to 1, moments as ISO 8601 in UTC, null for what nobody knows. */
export const reportJson = ({ window, resolution, objectives }: SloReport): JsonValue => ({
  from: moment(window.to - window.length),
  to: moment(window.to),
  resolution_seconds: resolution,
  services: servicesOf(objectives.map(({ budget }) => budget)).map(({ service, team }) => ({
    service,
    team,
    objectives: objectives
      .filter(({ budget }) => budget.service === service)
      .map(({ budget, nature, sli, met, spent, violations, history }) => ({
        slo: budget.slo,
        labels: budget.labels,
        dimension: nature?.dimension ?? null,
        weight: nature?.weight ?? null,
        objective: budget.objective,
        sli,
        met,
        allowed_errors_used: spent,
        budget: {
          window: budget.window,
          status: budget.status,
          consumption: budget.budget_consumption,
          remaining: budget.budget_remaining,
          deployment_frozen: budget.deployment_frozen,
        },
        violations: violations.map(({ from, to, worst }) => ({
          from: moment(from),
          to: moment(to),
          worst_error_rate: worst,
        })),
        history: history.map(slot => ({ from: moment(slot.from), to: moment(slot.to), sli: slot.sli })),
      })),
  })),
});

const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
