import { kebabCase } from '../core/names.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import { channelTestSeverity } from '../model/channel-test.ts';
import type { Model, TeamModel } from '../model/model.ts';
import type { ChannelTestModel } from '../model/routing-model.ts';

const name = 'AlertChannelTest';

/** A test message to every team each month: a channel that died silently is found before it is needed. */
export const channelTestRules = (model: Model): readonly RuleGroup[] => {
  const { channelTest } = model;
  if (channelTest === undefined) return [];
  return [
    {
      name: kebabCase(name),
      file: 'channel-test',
      interval: '1m',
      evaluator: 'prometheus',
      rules: model.teams.map(team => rule(model, team, channelTest)),
      path: model.path,
    },
  ];
};

const rule = (model: Model, team: TeamModel, { weekday, hour }: ChannelTestModel): AlertingRule => {
  const identity = {
    alert: name,
    service: 'alertmanager',
    team: team.id,
    tier: 1,
    severity: channelTestSeverity(team),
    category: 'meta',
    scope: 'platform',
    group: kebabCase(name),
    summary: `This is a test of the channels of the team ${team.id}.`,
    description: 'It comes once a month and ends by itself after ten minutes.',
    action: 'Confirm in the channel that you read it. Whoever misses it next month follows the runbook.',
    runbook: 'notifications-refused',
    dashboard: 'meta-monitoring',
  } as const;
  // Tests begin on a Thursday, the first of January 1970.
  const begins = (((weekday + 3) % 7) * 24 + hour) * 60;
  const at = (minutes: number): string => `${begins + minutes}m`;
  return {
    kind: 'alert',
    alert: name,
    expr: `day_of_week() == ${weekday} and day_of_month() <= 7 and hour() == ${hour} and minute() < 10`,
    labels: identityLabels(identity),
    annotations: identityAnnotations(model, identity),
    runbook: identity.runbook,
    tests: [
      { name: 'comes at its hour', series: {}, interval: '10m', at: at(0), expect: [{}] },
      { name: 'is over after ten minutes', series: {}, interval: '10m', at: at(10), expect: [] },
      { name: 'does not come a week later', series: {}, interval: '10m', at: at(7 * 24 * 60), expect: [] },
    ],
    path: team.path,
  };
};
