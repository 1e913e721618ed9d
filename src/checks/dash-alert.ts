import { suggest } from '../core/names.ts';
import { findAlert, namedAlerts } from '../model/named-alerts.ts';
import { defineCheck, type Finding } from './check.ts';

/** A panel that takes its limits from an alert which is not there. */
export const dashAlert = defineCheck({
  code: 'DASH-ALERT',
  severity: 'error',
  why: 'A panel shows the limits of the alerts that it names; of an alert that does not exist it shows none, and nobody sees that.',
  run: ({ model }) => {
    const all = namedAlerts(model);
    return model.dashboards.flatMap(({ title, path, rows, service }) =>
      rows
        .flatMap(row => row.panels)
        .flatMap(panel =>
          (panel.alerts ?? [])
            .filter(name => findAlert(all, name, service) === undefined)
            .map((name): Finding => {
              const known = all
                .filter(alert => service === undefined || alert.service === service)
                .map(alert => alert.name);
              return {
                path,
                message: `The panel "${panel.title}" of dashboard "${title}" is about the alert \`${name}\`, which ${service === undefined ? 'the stack' : `\`${service}\``} does not have.`,
                hint:
                  suggest(name, known) ??
                  'Name an alert that the service declares or that an integration brings along.',
              };
            }),
        ),
    );
  },
});
