import { suggest } from '../core/names.ts';
import { alertsNamed, namedAlerts, pinnedBy } from '../model/named-alerts.ts';
import { defineCheck, type Finding } from './check.ts';

/** A panel that takes its limits from an alert which is not there. */
export const dashAlert = defineCheck({
  code: 'DASH-ALERT',
  severity: 'error',
  why: 'A panel shows the limits of the alerts that it names; of an alert that does not exist it shows none, and nobody sees that.',
  run: ({ model, plan }) => {
    const all = namedAlerts(model, plan.groups);
    return model.dashboards.flatMap(({ title, path, rows, service }) =>
      rows
        .flatMap(row => row.panels)
        .filter(panel => (panel.alerts ?? []).length > 0)
        .flatMap(panel => {
          const pinned = pinnedBy(panel);
          return (panel.alerts ?? [])
            .filter(name => alertsNamed(all, name, service, pinned).length === 0)
            .map((name): Finding => {
              const of = service === undefined ? 'the stack' : `\`${service}\``;
              const elsewhere = alertsNamed(all, name, service).length > 0;
              const asked = [...pinned].map(([label, value]) => `${label}="${value}"`).join(', ');
              return {
                path,
                message: `The panel "${panel.title}" of dashboard "${title}" is about the alert \`${name}\`, which ${of} does not have${elsewhere ? ` for \`${asked}\`` : ''}.`,
                hint: elsewhere
                  ? 'Its queries ask for another objective, budget or probe than the alert watches.'
                  : (suggest(
                      name,
                      all.filter(alert => service === undefined || alert.service === service).map(alert => alert.name),
                    ) ??
                    'Name an alert that the service declares, or that an integration, an objective, a budget or a probe brings along.'),
              };
            });
        }),
    );
  },
});
