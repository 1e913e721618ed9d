import type { AlertFact } from '../analysis/alert-routing.ts';
import type { Facts } from '../analysis/facts.ts';
import { table } from '../core/markdown.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import { alertPage } from '../model/alert-identity.ts';
import type { Model, ServiceModel } from '../model/model.ts';
import { variantOf } from './alert-text.ts';
import { amtool, reachAlertmanager } from './amtool-command.ts';
import { page } from './page.ts';

/** How to prove that a failure is noticed: first the way to people alone, then with something that really fails. */
export const faultDrill = (model: Model, _plan: Plan, facts: Facts): PlanPart => ({
  documents: [
    page(
      'runbooks/fault-drill',
      [
        '# Fault drill',
        '',
        'Say in the channel of every team that you begin, who leads, and how to stop it. Never drill during an incident, and never with a spent error budget.',
        '',
        '## 1. The way to people',
        '',
        `An alert made by hand, for every team: it proves routes, receivers and credentials, and touches no service. Each has a group of its own, so that the critical one does not silence the others. ${reachAlertmanager}`,
        '',
        '```sh',
        ...model.teams.flatMap(({ id }) =>
          ['critical', 'warning', 'info'].map(
            severity =>
              `${amtool} alert add FaultDrill team=${id} service=fault-drill alert_group=drill-${severity} severity=${severity} --annotation=summary='Drill: confirm that you read this'`,
          ),
        ),
        '```',
        '',
        'Each team confirms every channel; mail comes in business hours only. The alerts end by themselves after five minutes without being sent again. A rendered alert is followed to its receivers with `sightline drill --alertmanager URL --alert NAME`.',
        '',
        '## 2. Something that fails',
        '',
        ...model.services.flatMap(service => ofService(service, facts)),
        '## 3. Afterwards',
        '',
        '- Start what you stopped, and wait until every alert has ended and every channel was told so.',
        '- Compare with what was expected: which alert was late, which came to nobody, which came twice?',
        '- Write down what changes, as after an [incident](post-mortem-template.md).',
      ],
      model.path,
    ),
  ],
});

const ofService = (service: ServiceModel, facts: Facts): readonly string[] => {
  const own = facts.alerts.filter(({ rule }) => rule.labels['service'] === service.id && rule.runbook !== undefined);
  const expected = own.filter(
    ({ rule }) => rule.labels['category'] === 'availability' && rule.labels['severity'] === 'critical',
  );
  if (expected.length === 0) return [];
  return [
    `### ${service.id}`,
    '',
    'Stop its process; another time, a server that it stands on, such as its database. Expected, by what was stopped:',
    '',
    ...table(['alert', 'after', 'told'], expected.map(row)),
    '',
  ];
};

const row = ({ rule, group, receivers }: AlertFact): readonly string[] => {
  const variant = variantOf(rule);
  return [
    `[${rule.alert}](${alertPage(rule.labels['service'] ?? '', rule.alert)}.md)${variant === '' ? '' : ` (${variant})`}`,
    `${rule.for ?? '0s'}, evaluated every ${group.interval}`,
    receivers.join(', '),
  ];
};
