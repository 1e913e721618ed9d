import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface SnsOptions {
  /** `arn:aws:sns:eu-central-1:123456789012:alerts` */
  readonly topicArn: string;
  /**
   * A shared credentials file of AWS, for Alertmanager. Default: the role that the platform gives it (an instance
   * profile, a service account). Alertmanager's own keys for credentials hold values and are never written.
   */
  readonly credentials?: SecretRef;
  /** Profile in that file. Default `default`. */
  readonly profile?: string;
  /** Role to assume. */
  readonly roleArn?: string;
  /** Address of the service. Default: that of the topic's region. */
  readonly apiUrl?: string;
}

const arn = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_.-]+$/;

const regionOf = (topicArn: string): string => arn.exec(topicArn)?.[1] ?? '';

/** Publishes to a topic of Amazon SNS. */
export const sns = defineReceiver<SnsOptions>()({
  kind: 'sns',
  key: 'sns_configs',
  since: '0.25',
  options: {
    topicArn: { kind: 'text', required: true },
    credentials: { kind: 'secret' },
    profile: { kind: 'text' },
    roleArn: { kind: 'text' },
    apiUrl: { kind: 'text' },
  },
  validate: options => [
    ...(arn.test(options.topicArn)
      ? []
      : [
          {
            kind: 'value',
            message: `\`topicArn\` of sns() must be the ARN of a topic, not "${options.topicArn}".`,
            hint: 'Write arn:aws:sns:eu-central-1:123456789012:alerts.',
          } as const,
        ]),
    ...mustBeUrl('sns', 'apiUrl', options.apiUrl),
  ],
  secrets: options => (options.credentials === undefined ? [] : [options.credentials]),
  environment: (options): Readonly<Record<string, SecretRef>> =>
    options.credentials === undefined ? {} : { AWS_SHARED_CREDENTIALS_FILE: options.credentials },
  reaches: options => [options.apiUrl ?? `https://sns.${regionOf(options.topicArn)}.amazonaws.com`],
  render: options => ({
    topic_arn: options.topicArn,
    ...(options.apiUrl === undefined ? {} : { api_url: options.apiUrl }),
    sigv4: {
      region: regionOf(options.topicArn),
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      ...(options.roleArn === undefined ? {} : { role_arn: options.roleArn }),
    },
    subject: use('title'),
    message: use('text'),
    attributes: { severity: use('severity') },
  }),
  example: {
    topicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
    credentials: { secret: 'aws-credentials' },
  },
});
