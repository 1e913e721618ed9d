import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { selector } from '../../ir/selector.ts';

/** What synthetic checks of a service see from outside. */
export const probePanels = (service: string): readonly PanelEntry[] => [
  {
    kind: 'state-timeline',
    title: 'Probe results',
    description: 'Green while a probe succeeds. Red here and green inside means that users cannot reach what works.',
    unit: 'bool',
    queries: [
      { expr: `min by (probe, class) (probe_success${selector({ service })})`, legend: '{{probe}} ({{class}})' },
    ],
    thresholds: [
      { at: 0, color: 'red' },
      { at: 1, color: 'green' },
    ],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Probe duration',
    description: 'How long each probe took, connection and answer included.',
    unit: 's',
    queries: [
      {
        expr: `max by (probe, class) (probe_duration_seconds${selector({ service })})`,
        legend: '{{probe}} ({{class}})',
      },
    ],
    width: 12,
  },
];
