import { alertLabels } from '../ir/conventions.ts';
import { defineCheck, type Finding } from './check.ts';

/** `none` is for alerts that nobody is told of, such as a heartbeat. */
const severities: readonly string[] = ['critical', 'warning', 'info', 'none'];

/** Whether a label gets its value from the alert itself. */
const isTemplate = (value: string): boolean => value.includes('{{');

/** An alert that routes, inhibitions and dashboards cannot place. */
export const alertLabel = defineCheck({
  code: 'ALERT-LABEL',
  severity: 'error',
  why: 'Routing, grouping and inhibition go by the labels of an alert: without one of them, or with a severity that nobody routes, it falls through.',
  run: ({ facts }) =>
    facts.alerts.flatMap(({ rule }): readonly Finding[] => {
      const { alert, labels, path } = rule;
      const missing = alertLabels.filter(name => (labels[name] ?? '') === '');
      const { severity } = labels;
      return [
        ...(missing.length === 0
          ? []
          : [
              {
                path,
                message: `The alert \`${alert}\` has no label ${missing.map(name => `\`${name}\``).join(', ')}.`,
                hint: `Add to its labels: ${missing.map(name => `${name}: '…'`).join(', ')}.`,
              },
            ]),
        ...(severity === undefined || severity === '' || isTemplate(severity) || severities.includes(severity)
          ? []
          : [
              {
                path,
                message: `The alert \`${alert}\` has the severity "${severity}", which no route knows.`,
                hint: "Write severity: 'critical', 'warning' or 'info'.",
              },
            ]),
      ];
    }),
});
