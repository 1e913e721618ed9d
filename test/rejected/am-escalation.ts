import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An escalation to nobody. */
export const amEscalation: Rejection = {
  code: 'AM-ESCALATION',
  catalogue: withTeam({ escalation: { levels: [] } }),
  at: ['acme/platform'],
  hint: "Write levels: [{after: '15m', to: pagerduty({…})}], or leave out the escalation.",
};
