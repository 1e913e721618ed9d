/** Registry: one receiver per file, one line each. */
export { email } from './email.ts';
export { pagerduty } from './pagerduty.ts';
export { slack } from './slack.ts';
export { webhook } from './webhook.ts';
