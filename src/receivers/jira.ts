import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { bySeverity, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface JiraOptions {
  /** Address of the site: `https://acme.atlassian.net`. */
  readonly url: string;
  /** Key of the project. */
  readonly project: string;
  /** Default `Bug`. */
  readonly issueType?: string;
  /** Account that writes, with its API token. */
  readonly username: string;
  readonly token: SecretRef;
  /** Transition that closes an issue once its alerts are resolved. Default: issues stay open. */
  readonly resolveTransition?: string;
  /** Transition that opens a closed issue again when its alerts come back. Default: a new issue is made. */
  readonly reopenTransition?: string;
}

/** Keeps one Jira issue per group of alerts. */
export const jira = defineReceiver<JiraOptions>()({
  kind: 'jira',
  key: 'jira_configs',
  since: '0.28',
  options: {
    url: { kind: 'text', required: true },
    project: { kind: 'text', required: true },
    issueType: { kind: 'text' },
    username: { kind: 'text', required: true },
    token: { kind: 'secret', required: true },
    resolveTransition: { kind: 'text' },
    reopenTransition: { kind: 'text' },
  },
  validate: options => mustBeUrl('jira', 'url', options.url),
  secrets: options => [options.token],
  reaches: options => [options.url],
  render: (options, context) => ({
    // Version 2 takes descriptions as text; version 3 wants documents.
    api_url: `${options.url.replace(/\/+$/, '')}/rest/api/2`,
    http_config: { basic_auth: { username: options.username, password_file: context.secretFile(options.token) } },
    project: options.project,
    issue_type: options.issueType ?? 'Bug',
    summary: use('headline'),
    description: use('text'),
    priority: bySeverity({ resolved: 'Low', critical: 'Highest', warning: 'Medium', info: 'Low' }),
    labels: ['alert'],
    ...(options.resolveTransition === undefined ? {} : { resolve_transition: options.resolveTransition }),
    ...(options.reopenTransition === undefined
      ? {}
      : // Longer ago than a month is another matter.
        { reopen_transition: options.reopenTransition, reopen_duration: '30d' }),
  }),
  example: {
    url: 'https://acme.atlassian.net',
    project: 'OPS',
    username: 'alerts@example.com',
    token: { secret: 'jira-api-token' },
    resolveTransition: 'Done',
  },
});
