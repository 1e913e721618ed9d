import { describe, expect, test } from 'vitest';
import type { KindUse } from '../../src/catalogue/kind-use.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { resolve } from '../../src/model/resolve.ts';
import * as kinds from '../../src/receivers/index.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withStack, withTeam } from '../accepted/base.ts';

const a = { secret: 'a' };
const topic = 'arn:aws:sns:eu-west-1:123456789012:alerts';

/** Where Alertmanager goes for a receiver, beyond what the accepted program needs. */
const ways = async (use: KindUse): Promise<readonly string[]> => {
  const edges = async (change: Readonly<Record<string, unknown>>) => {
    const { catalogue } = validateCatalogue(withTeam({ page: undefined, mail: undefined, ...change }));
    if (catalogue === undefined) throw new Error('the catalogue is not valid');
    const plan = await emitPlan(resolve(catalogue).model);
    return plan.edges
      .filter(({ from, purpose }) => from === 'alertmanager' && purpose === 'notify')
      .map(({ to, port, address }) => `${to} ${port} ${address ?? ''}`.trim());
  };
  const before = await edges({ notify: undefined });
  return (await edges({ notify: use })).filter(edge => !before.includes(edge));
};

describe('network policies let Alertmanager through to', () => {
  test.each<[string, KindUse, string]>([
    ['the small server of console', kinds.console(), 'alert-log http'],
    [
      'a host of its own',
      kinds.webhook({ url: 'http://bridge.example.com:8080/a' }),
      'external 8080 http://bridge.example.com:8080/a',
    ],
    ['any host where the address is secret', kinds.webhook({ secretUrl: a }), 'external 443 https://*'],
    [
      'the host that is named for it',
      kinds.deadman({ secretUrl: a, host: 'https://hc.example.com' }),
      'external 443 https://hc.example.com',
    ],
    [
      'a mail server',
      kinds.email({ to: 'a@example.com', from: 'b@example.com', smarthost: 'smtp.example.com:587' }),
      'external 587 smtp.example.com:587',
    ],
    ['the region of a topic', kinds.sns({ topicArn: topic }), 'external 443 https://sns.eu-west-1.amazonaws.com'],
    [
      'the API that an app of Slack talks to',
      kinds.slack({ channel: '#a', appToken: a }),
      'external 443 https://slack.com/api/chat.postMessage',
    ],
    ['the webhooks of Slack', kinds.slack({ channel: '#a', webhookUrl: a }), 'external 443 https://hooks.slack.com'],
    [
      'a regional PagerDuty',
      kinds.pagerduty({ routingKey: a, apiUrl: 'https://events.eu.pagerduty.com/v2/enqueue' }),
      'external 443 https://events.eu.pagerduty.com/v2/enqueue',
    ],
  ])('%s', async (_, use, way) => {
    expect(await ways(use)).toEqual([way]);
  });
});

describe('the credentials of Amazon SNS', () => {
  const catalogue = withTeam({ notify: kinds.sns({ topicArn: topic, credentials: { secret: 'aws-credentials' } }) });

  test.each([
    {
      target: 'compose',
      file: 'dist/compose/compose.yaml',
      says: 'AWS_SHARED_CREDENTIALS_FILE: /run/secrets/aws-credentials',
    },
    {
      target: 'kubernetes',
      file: 'dist/kubernetes/manifests/30-workload-alertmanager.yaml',
      says: 'name: AWS_SHARED_CREDENTIALS_FILE',
    },
  ])('are a file that a variable of Alertmanager names, on $target', async ({ target, file, says }) => {
    const { files, diagnostics } = await synthesize(
      { catalogue, diagnostics: [] },
      { today: '2026-01-01', targets: [target] },
    );
    expect(diagnostics).toEqual([]);
    expect(files.get(file)).toContain(says);
    expect(files.get(file)).toContain('aws-credentials');
  });
});

describe('links in messages lead to Grafana', () => {
  const rewrites = async (target: string, change: Readonly<Record<string, unknown>>) => {
    const catalogue = withStack({ targets: { kubernetes: { domain: 'acme.example' }, compose: {} }, ...change });
    const { files } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [target] });
    const all = [...files.values()].join('\n');
    return [...new Set([...all.matchAll(/reReplaceAll "\^http:[^"]*" "([^"]*)"/g)].map(([, to]) => to))];
  };

  test.each([
    {
      sentence: 'where Kubernetes publishes it',
      target: 'kubernetes',
      change: {},
      to: ['https://grafana.acme.example/'],
    },
    { sentence: 'as they are written, which is where Compose publishes it', target: 'compose', change: {}, to: [] },
    {
      sentence: 'where the stack says that it is',
      target: 'kubernetes',
      change: { grafanaBase: 'https://charts.example.com' },
      to: [],
    },
  ])('$sentence', async ({ target, change, to }) => {
    expect(await rewrites(target, change)).toEqual(to);
  });
});
