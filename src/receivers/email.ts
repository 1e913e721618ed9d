import type { SecretRef } from '../ir/secret.ts';
import { defineReceiver } from './receiver.ts';

export interface EmailOptions {
  readonly to: string;
  readonly from: string;
  /** `host:port` of the mail server; STARTTLS is required. */
  readonly smarthost: string;
  readonly username: string;
  readonly password: SecretRef;
}

/** Sends mail through an authenticated SMTP server. */
export const email = defineReceiver<EmailOptions>()({
  kind: 'email',
  key: 'email_configs',
  since: '0.25',
  options: {
    to: { kind: 'text', required: true },
    from: { kind: 'text', required: true },
    smarthost: { kind: 'text', required: true },
    username: { kind: 'text', required: true },
    password: { kind: 'secret', required: true },
  },
  validate: options =>
    /^[^\s:]+:\d+$/.test(options.smarthost)
      ? []
      : [
          {
            kind: 'value',
            message: `\`smarthost\` of email() must be host:port, not "${options.smarthost}".`,
            hint: 'Write smtp.example.com:587.',
          },
        ],
  secrets: options => [options.password],
  reaches: options => [options.smarthost],
  render: (options, context) => ({
    to: options.to,
    from: options.from,
    smarthost: options.smarthost,
    auth_username: options.username,
    auth_password_file: context.secretFile(options.password),
    require_tls: true,
    headers: { Subject: '{{ template "sightline.title" . }}' },
    text: '{{ template "sightline.text" . }}',
  }),
  example: {
    to: 'platform@example.com',
    from: 'alerts@example.com',
    smarthost: 'smtp.example.com:587',
    username: 'alerts@example.com',
    password: { secret: 'smtp-password' },
  },
});
