import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { prometheusName } from './datasources.ts';
import type { PanelDraft } from './looks.ts';

/** Alerts that one list shows. */
const most = 50;

/**
 * Grafana's own list of the alerts that Prometheus evaluates: each opens with its summary, action and runbook. The SDK
 * has no builder for it, so its options stand here as `public/app/plugins/panel/alertlist/types.ts` has them.
 */
export const alertList = (entry: PanelEntry): PanelDraft =>
  new PanelBuilder().type('alertlist').options({
    alertInstanceLabelFilter: entry.matching === undefined ? '' : `{${entry.matching}}`,
    alertName: '',
    dashboardAlerts: false,
    datasource: prometheusName,
    groupBy: [],
    groupMode: 'default',
    maxItems: most,
    showInstances: true,
    sortOrder: 3,
    stateFilter: { error: true, firing: true, noData: false, normal: false, pending: true, recovering: true },
    viewMode: 'list',
  });
