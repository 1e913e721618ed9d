import { seconds } from '../core/duration.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations } from '../model/alert-identity.ts';
import type { Model, TeamModel } from '../model/model.ts';
import { platformRunbookPage } from '../model/platform-runbook.ts';
import type { EscalationLevel } from '../model/routing-model.ts';
import { budgetAlerts } from './matchers.ts';

/**
 * Critical alerts that fire for long are told to the next level. Alertmanager does not know whether somebody took an
 * alert: where a channel does, its own policy comes first, and a level here is for what that policy missed. Whoever
 * silences the alert silences its escalation, which carries the same labels.
 */
export const escalationRules = (model: Model): readonly RuleGroup[] => {
  const teams = model.teams.filter(({ escalation }) => escalation.length > 0);
  return teams.map(team => ({
    name: `escalation-${team.id}`,
    file: 'escalation',
    interval: model.intervals.evaluation,
    evaluator: 'prometheus',
    rules: team.escalation.map(level => rule(model, team, level)),
    path: team.path,
  }));
};

const rule = (model: Model, team: TeamModel, { level, after }: EscalationLevel): AlertingRule => {
  const limit = seconds(after);
  // An escalated alert carries the label `escalation` and cannot escalate itself; a budget that is spent for weeks woke
  // nobody on the first level and shall wake nobody on the next.
  const at = `severity="critical",team="${team.id}",escalation="",alertname!~"${budgetAlerts.join('|')}"`;
  const alert = `Escalated${level.toUpperCase()}`;
  const series = (name: string, more = '', alertname = 'Example'): string =>
    `${name}{alertname="${alertname}",${more}severity="critical",team="${team.id}",service="example",category="errors",scope="service",alert_group="example",priority="P1"}`;
  const feed = { [series('ALERTS_FOR_STATE')]: '0x200', [series('ALERTS', 'alertstate="firing",')]: '1x200' };
  const waiting = { [series('ALERTS_FOR_STATE')]: '0x200', [series('ALERTS', 'alertstate="pending",')]: '1x200' };
  const spent = {
    [series('ALERTS_FOR_STATE', '', 'SLOErrorBudgetExhausted')]: '0x200',
    [series('ALERTS', 'alertstate="firing",', 'SLOErrorBudgetExhausted')]: '1x200',
  };
  const escalated = {
    labels: {
      service: 'example',
      category: 'errors',
      scope: 'service',
      alert_group: 'example',
      priority: 'P1',
      escalated_alertname: 'Example',
    },
  };
  return {
    kind: 'alert',
    alert,
    expr: `label_replace(time() - ALERTS_FOR_STATE{${at}} > ${limit} and ignoring (alertstate) ALERTS{alertstate="firing",${at}}, "escalated_alertname", "$1", "alertname", "(.+)")`,
    labels: {
      severity: 'critical',
      team: team.id,
      escalation: level,
      // The original's, so that silences and routes for it hold for its escalation as well.
      ...Object.fromEntries(
        ['service', 'category', 'scope', 'alert_group', 'priority'].map(label => [label, `{{ $labels.${label} }}`]),
      ),
    },
    annotations: {
      ...identityAnnotations(model, {
        alert,
        service: '',
        team: team.id,
        tier: 1,
        severity: 'critical',
        category: 'meta',
        scope: 'platform',
        group: '',
        summary: `{{ $labels.escalated_alertname }} of {{ $labels.service }} has been firing for more than ${after}.`,
        description:
          'Its condition has held for {{ $value | humanizeDuration }}: the first level was told, and it still fires.',
        action: `Find out who is on it: ask in the channel of the team ${team.id} before you begin.`,
        runbook: platformRunbookPage,
        dashboard: 'meta-monitoring',
      }),
      // The page of the alert that escalates: whoever is told now needs its steps.
      runbook_url: `${model.runbookBase}/{{ $labels.service }}/{{ $labels.escalated_alertname }}.md`,
    },
    runbook: platformRunbookPage,
    tests: [
      { name: 'tells the next level', series: feed, interval: '1m', at: `${limit + 60}s`, expect: [escalated] },
      { name: 'waits as long as it promises', series: feed, interval: '1m', at: `${limit}s`, expect: [] },
      { name: 'lets a spent budget wake nobody', series: spent, interval: '1m', at: `${limit + 60}s`, expect: [] },
      { name: 'leaves alone what only waits', series: waiting, interval: '1m', at: `${limit + 60}s`, expect: [] },
    ],
    path: team.path,
  };
};
