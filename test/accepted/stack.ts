import { ObservabilityStack } from '../../src/constructs/observability-stack.ts';
import { Runbook } from '../../src/constructs/runbook.ts';
import { Team } from '../../src/constructs/team.ts';
import { secret } from '../../src/ir/secret.ts';
import { pagerduty, slack, webhook } from '../../src/receivers/index.ts';

/** A stack of constructs without any finding: a team, a runbook, and no service yet. */
export const acceptedStack = (): { readonly stack: ObservabilityStack; readonly team: Team } => {
  const stack = new ObservabilityStack('acme', {
    environment: 'production',
    heartbeat: webhook({ url: 'https://heartbeat.example.com/acme' }),
  });
  const team = new Team(stack, 'platform', {
    timezone: 'Europe/Kyiv',
    page: pagerduty({ routingKey: secret('pagerduty-routing-key') }),
    notify: slack({ channel: '#platform', webhookUrl: secret('slack-webhook-url') }),
  });
  new Runbook(stack, 'errors', { title: 'Something fails', steps: ['Read the log.'] });
  return { stack, team };
};
