import { nearest } from '../core/names.ts';
import type { ServiceModel } from '../model/model.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** A metric that is counted from log lines, and nobody counts it. */
export const logCount = defineCheck({
  code: 'LOG-COUNT',
  severity: 'warning',
  why: 'A declaration makes no series. Until something counts the lines, alerts on them stay quiet whatever the lines say.',
  run: subject => subject.model.services.flatMap(service => [...uncounted(service, subject), ...unknown(service)]),
});

const uncounted = ({ id, path, metrics, logs }: ServiceModel, subject: Subject): readonly Finding[] => {
  const counted = new Set(logs.flatMap(({ counts }) => counts));
  return [...metrics.values()]
    .filter(({ name, from }) => from === 'logs' && !counted.has(name))
    .map(({ name }) => {
      const alerts = alertsOn(name, subject);
      return {
        path,
        message: `\`${name}\` of \`${id}\` is counted from log lines, and no log pipeline of the service counts it${alerts.length === 0 ? '' : `: ${texts(alerts)} cannot fire`}.`,
        hint: `Run a collector that counts the lines, and say so: new LogPipeline(…, { counts: ['${name}'] }).`,
      };
    });
};

const texts = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ');

const alertsOn = (metric: string, { facts }: Subject): readonly string[] => [
  ...new Set(
    facts.expressions.flatMap(({ rule, inference }) =>
      rule?.kind === 'alert' && inference?.uses.some(({ name }) => name === metric) === true ? [rule.alert] : [],
    ),
  ),
];

/** A misspelt name would count something else. */
const unknown = ({ id, metrics, logs }: ServiceModel): readonly Finding[] => {
  const declared = [...metrics.values()].filter(({ from }) => from === 'logs').map(({ name }) => name);
  return logs.flatMap(log =>
    log.counts
      .filter(name => !declared.includes(name))
      .map(name => {
        const close = nearest(name, declared);
        return {
          path: log.path,
          message: `The log pipeline \`${log.id}\` counts \`${name}\`, which \`${id}\` does not declare as counted from logs.`,
          hint:
            close === undefined
              ? `Declare it in \`metrics\` of the service: counter('${name}', { from: 'logs' }).`
              : `Did you mean "${close}"?`,
        };
      }),
  );
};
