import type { Facts } from '../analysis/facts.ts';
import { table } from '../core/markdown.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { byPage } from './alert-pages.ts';
import { readable } from './alert-text.ts';
import { page } from './page.ts';

/** Where somebody begins who has the name of an alert and nothing else. */
export const runbookIndex = (model: Model, _plan: Plan, facts: Facts): PlanPart => {
  const services = new Map<string, (readonly string[])[]>();
  for (const [path, alerts] of byPage(facts.alerts)) {
    const [first] = alerts;
    if (first === undefined) continue;
    const { rule } = first;
    const service = rule.labels['service'] ?? '';
    const severities = [...new Set(alerts.map(alert => alert.rule.labels['severity'] ?? ''))].join(', ');
    const text = alerts.length === 1 ? readable(rule.annotations['summary'] ?? '', rule) : `${alerts.length} of them`;
    const rows = services.get(service) ?? [];
    rows.push([`[${rule.alert}](${path}.md)`, severities, text]);
    services.set(service, rows);
  }
  const written = model.runbooks.filter(({ ofAlert }) => ofAlert !== true);
  return {
    documents: [
      page(
        'runbooks/README',
        [
          '# Runbooks',
          '',
          'Every alert has a page: what it means, the steps, how to verify it, and who is told.',
          '',
          '- [Incident](incident-template.md) and [post-mortem](post-mortem-template.md): forms to copy',
          '- [Maintenance](maintenance.md): what is done by whom, how often',
          '- [Fault drill](fault-drill.md): prove that a failure is noticed and reaches somebody',
          ...written.map(runbook => `- [${runbook.title}](${runbook.page}.md)`),
          ...[...services]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .flatMap(([service, rows]) => [
              '',
              `## ${service}`,
              '',
              ...table(['alert', 'severity', 'what is wrong'], rows),
            ]),
        ],
        model.path,
      ),
    ],
  };
};
