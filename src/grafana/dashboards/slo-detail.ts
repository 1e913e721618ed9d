import type { ThresholdEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { sloSeries } from '../../ir/conventions.ts';
import { severityLines } from '../../model/alert-limits.ts';
import { factorText } from '../../model/burn-tiers.ts';
import type { SloModel } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

/** The objective that the reader has chosen. */
const where = { slo: '$slo' };
const chosen = '{slo=~"$slo"}';

/** Burn rates at which some objective of the stack pages somebody, writes a ticket or tells about it. */
const burnLines = (slos: readonly SloModel[]): readonly ThresholdEntry[] =>
  severityLines(
    slos.flatMap(({ tiers }) => tiers.map(({ factor, severity }) => ({ value: Number(factorText(factor)), severity }))),
  );

const burn = (window: '1h' | '6h', lines: readonly ThresholdEntry[]) =>
  panels.sloBurn(where, window, {
    description: `Speed at which the budget is spent, over ${window}: at 1 it lasts exactly its window. Lines are where objectives alert${lines.length === 0 ? '' : `, at ${lines.map(({ at }) => at).join(', ')}`}.`,
    ...(lines.length === 0 ? {} : { thresholds: lines }),
    width: 12,
  });

const now = [
  panels.number(`${sloSeries.objective}${chosen}`, {
    title: 'Objective',
    description: 'Share of good events that is promised.',
    unit: 'percentunit',
    decimals: 3,
    legend: '{{slo}}',
    width: 4,
  }),
  panels.budgetRemaining(where, { width: 5 }),
  panels.number(`${sloSeries.consumed}${chosen}`, {
    title: 'Budget consumed',
    description: 'Share of the error budget that is spent in the present window.',
    unit: 'percentunit',
    legend: '{{slo}}',
    width: 5,
    thresholds: [
      { at: 0.8, color: 'orange' },
      { at: 1, color: 'red' },
    ],
  }),
  panels.budgetTime(where, { width: 5 }),
  panels.budgetExhaustion(where, { width: 5 }),
];

const events = [
  panels.graph(`1 - ${sloSeries.ratio('1h')}${chosen}`, {
    title: 'Good events over an hour',
    description:
      'Share of good events in the last hour: the service level itself. The objective is what it must reach.',
    unit: 'percentunit',
    legend: '{{slo}}',
  }),
  panels.graph(`${sloSeries.total('5m')}${chosen} - ${sloSeries.errors('5m')}${chosen}`, {
    title: 'Good events',
    description: 'Good events per second. Without traffic nothing burns, and nothing is proved either.',
    unit: 'cps',
    legend: '{{slo}}',
  }),
  panels.graph(`${sloSeries.errors('5m')}${chosen}`, {
    title: 'Bad events',
    description: 'Bad events per second: what spends the budget.',
    unit: 'cps',
    legend: '{{slo}}',
  }),
];

const account = [panels.budgetHistory(where, { width: 12 }), panels.freezeHistory(where, { width: 12 })];

/** One promise in full: what was promised, what is left, how fast it burns and on what. */
export const sloDetail: BuiltInDashboard = {
  id: 'slo-detail',
  build: model => {
    const slos = model.services.flatMap(service => service.slos);
    const lines = burnLines(slos);
    return slos.length > 0
      ? [
          platformDashboard(model, {
            uid: platformUids.sloDetail,
            title: 'Objective in detail',
            description: 'One objective, or a few: budget, burn rates, good and bad events, and freezes.',
            variables: { slo: { metric: sloSeries.remaining, label: 'slo', title: 'Objective' } },
            range: '7d',
            rows: [
              { title: 'Now', panels: now },
              { title: 'Speed', panels: [burn('1h', lines), burn('6h', lines)] },
              { title: 'Events', panels: events },
              { title: 'Account', panels: account },
            ],
          }),
        ]
      : [];
  },
};
