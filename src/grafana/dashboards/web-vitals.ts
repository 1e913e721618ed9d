import type { PanelEntry, RowEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { selector } from '../../ir/selector.ts';
import type { ServiceModel } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { rowsOfUse } from './rows-of-use.ts';

/** What browsers measure, and the journeys that are walked on behalf of users. */
const kinds = ['webVitals', 'k6'] as const;

const slowest = (service: ServiceModel): PanelEntry =>
  panels.topList(
    `histogram_quantile(0.75, sum by (le, page) (rate(web_vitals_lcp_seconds_bucket${selector({ service: service.id })}[$__rate_interval])))`,
    ['page'],
    {
      title: `Slowest pages: ${service.id}`,
      description: 'Pages whose main content appears last, at the 75th percentile of their views.',
      unit: 's',
      alerts: ['WebVitalsLcpHigh'],
      width: 24,
    },
  );

const rows = (service: ServiceModel): readonly RowEntry[] =>
  kinds.flatMap(kind =>
    service.uses
      .filter(use => use.kind === kind)
      .flatMap(rowsOfUse)
      .map(row => ({
        title: `${row.title}: ${service.id}`,
        panels: kind === 'webVitals' ? [...row.panels, slowest(service)] : row.panels,
      })),
  );

/** What users of a site go through: what their browsers measure, and journeys through it. */
export const webVitals: BuiltInDashboard = {
  id: 'web-vitals',
  build: model => {
    const all = model.services.flatMap(rows);
    return all.length === 0
      ? []
      : [
          platformDashboard(model, {
            uid: platformUids.webVitals,
            title: 'Web vitals',
            description:
              'How fast pages appear and react in the browsers of users, how much they jump, and whether journeys succeed.',
            range: '24h',
            rows: all,
          }),
        ];
  },
};
