import type { OptionMistake } from '../ir/options.ts';
import type { SecretRef } from '../ir/secret.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface EmailOptions {
  /** One address, or several separated by commas. */
  readonly to: string;
  readonly from: string;
  /** `host:port` of the mail server. */
  readonly smarthost: string;
  /** Account at the mail server, with its `password`. Without both, mail is handed over unauthenticated. */
  readonly username?: string;
  readonly password?: SecretRef;
  /** Whether the connection must be encrypted (STARTTLS, or TLS from the start on port 465). Default true. */
  readonly requireTls?: boolean;
}

/** Only there does a mail client hand over a password in the clear. */
const isLoopback = (smarthost: string): boolean => /^(localhost|127\.0\.0\.1):/.test(smarthost);

/** `team@example.com`, or `The team <team@example.com>`. */
const address = /^(?:[^\s<>@]+@[^\s<>@]+|[^<>@]*<[^\s<>@]+@[^\s<>@]+>)$/;

const validate = (options: EmailOptions): readonly OptionMistake[] => {
  const mistakes: OptionMistake[] = [];
  if (!/^[^\s:]+:\d+$/.test(options.smarthost))
    mistakes.push({
      kind: 'value',
      message: `\`smarthost\` of email() must be host:port, not "${options.smarthost}".`,
      hint: 'Write smtp.example.com:587.',
    });
  for (const name of ['to', 'from'] as const)
    if (!options[name].split(',').every(part => address.test(part.trim())))
      mistakes.push({
        kind: 'value',
        message: `\`${name}\` of email() must be a mail address, not "${options[name]}".`,
        hint: 'Write team@example.com.',
      });
  if ((options.username === undefined) !== (options.password === undefined))
    mistakes.push({
      kind: 'value',
      message: 'email() takes `username` and `password` together, or neither.',
      hint: "Write username: 'alerts@example.com', password: secret('smtp-password').",
    });
  if (options.requireTls === false && options.password !== undefined && !isLoopback(options.smarthost))
    mistakes.push({
      kind: 'value',
      message: 'email() with `requireTls: false` would send the password unencrypted, which Alertmanager refuses.',
      hint: 'Leave out requireTls, or leave out username and password.',
    });
  return mistakes;
};

/** Sends mail through an SMTP server, as text and as HTML. */
export const email = defineReceiver<EmailOptions>()({
  kind: 'email',
  key: 'email_configs',
  since: '0.25',
  options: {
    to: { kind: 'text', required: true },
    from: { kind: 'text', required: true },
    smarthost: { kind: 'text', required: true },
    username: { kind: 'text' },
    password: { kind: 'secret' },
    requireTls: { kind: 'boolean' },
  },
  validate,
  secrets: options => (options.password === undefined ? [] : [options.password]),
  reaches: options => [options.smarthost],
  render: (options, context) => ({
    to: options.to,
    from: options.from,
    smarthost: options.smarthost,
    ...(options.username === undefined || options.password === undefined
      ? {}
      : { auth_username: options.username, auth_password_file: context.secretFile(options.password) }),
    require_tls: options.requireTls ?? true,
    headers: { Subject: use('headline') },
    html: use('html'),
    text: use('text'),
  }),
  example: {
    to: 'platform@example.com',
    from: 'alerts@example.com',
    smarthost: 'smtp.example.com:587',
    username: 'alerts@example.com',
    password: { secret: 'smtp-password' },
  },
});
