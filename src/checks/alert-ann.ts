import { alertAnnotations } from '../ir/conventions.ts';
import { defineCheck, type Finding } from './check.ts';

/** An alert that does not say what is wrong, what to do, or where to read on. */
export const alertAnn = defineCheck({
  code: 'ALERT-ANN',
  severity: 'error',
  why: 'The person woken needs the summary, the first action, the runbook and the dashboard.',
  run: ({ facts }) =>
    facts.alerts.flatMap(({ rule }): readonly Finding[] => {
      const missing = alertAnnotations.filter(name => (rule.annotations[name] ?? '').trim() === '');
      return missing.length === 0
        ? []
        : [
            {
              path: rule.path,
              message: `The alert \`${rule.alert}\` has no ${missing.map(name => `\`${name}\``).join(', ')}.`,
              hint: 'Write a summary and a first action that are more than blanks.',
            },
          ];
    }),
});
