import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import type { TargetDiscovery } from '../../src/ir/discovery.ts';
import type { Plan } from '../../src/ir/plan.ts';
import type { ScrapeJob } from '../../src/ir/scrape-job.ts';
import { anyPort, type Edge } from '../../src/ir/workload.ts';
import { at, load, objectNamed, objectsIn } from './load.ts';
import { jobs, plan, stack } from './plan-fixture.ts';

const [any] = jobs;
if (any === undefined) throw new Error('the fixture has no job');

const job = (discovery: TargetDiscovery): ScrapeJob => ({
  ...any,
  id: 'fleet',
  labels: { service: 'fleet', team: 'ops', env: 'production', tier: '2' },
  keep: [],
  targets: { kind: 'discovered', discovery },
});

const placed = async (change: Partial<Plan>) => {
  const target = await load('kubernetes', { applicationNamespaces: ['shop'] });
  return target.place({ ...stack, plan: { ...plan, ...change } }, [], 'fixture').files;
};

describe('permissions to read what discovery looks for', () => {
  const rulesOf = (role: JsonValue): readonly string[] => {
    const rules = at(role, 'rules');
    return (Array.isArray(rules) ? rules : []).map(
      rule => `${at(rule, 'apiGroups', 0)}/${at(rule, 'resources', 0)} ${JSON.stringify(at(rule, 'verbs'))}`,
    );
  };
  const verbs = '["get","list","watch"]';

  test.each<{ role: string; discovery: TargetDiscovery; kind: string; rules: readonly string[] }>([
    {
      role: 'pods of a namespace',
      discovery: { kind: 'kubernetes', role: 'pod', namespaces: ['press'] },
      kind: 'Role',
      rules: [`/pods ${verbs}`],
    },
    {
      role: 'endpoints of a namespace',
      discovery: { kind: 'kubernetes', role: 'endpointslice', namespaces: ['press'] },
      kind: 'Role',
      rules: [`discovery.k8s.io/endpointslices ${verbs}`, `/pods ${verbs}`, `/services ${verbs}`],
    },
    {
      role: 'ingresses everywhere',
      discovery: { kind: 'kubernetes', role: 'ingress' },
      kind: 'ClusterRole',
      rules: [`networking.k8s.io/ingresses ${verbs}`],
    },
    {
      role: 'nodes, whatever namespace is named',
      discovery: { kind: 'kubernetes', role: 'node', namespaces: ['press'] },
      kind: 'ClusterRole',
      rules: [`/nodes ${verbs}`],
    },
    {
      role: 'services everywhere',
      discovery: { kind: 'kubernetes', role: 'service' },
      kind: 'ClusterRole',
      rules: [`/services ${verbs}`],
    },
  ])('for $role', async ({ discovery, kind, rules }) => {
    const files = await placed({ jobs: [job(discovery)] });
    const roles = objectsIn(files).filter(object => object['kind'] === 'Role' || object['kind'] === 'ClusterRole');
    const found = roles.filter(role => (at(role, 'metadata', 'namespace') ?? 'press') === 'press');
    expect(found.map(role => [role['kind'], rulesOf(role)])).toEqual([[kind, rules]]);
    const binding = objectsIn(files).find(
      object =>
        object['kind'] === `${kind}Binding` && at(object, 'roleRef', 'name') === at(found[0], 'metadata', 'name'),
    );
    expect(at(binding, 'subjects', 0, 'name')).toBe('prometheus');
  });

  test('for nothing of the cluster when every job names its namespaces', async () => {
    expect(objectsIn(await placed({})).filter(object => object['kind'] === 'ClusterRole')).toEqual([]);
  });
});

describe('the way out of a cluster', () => {
  const edge = (address: string, port: string): Edge => ({
    from: 'prometheus',
    to: 'external',
    address,
    port,
    purpose: 'scrape',
  });
  test.each([
    {
      to: 'a range on one port',
      edge: edge('10.20.0.0/16', '9100'),
      rule: { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ port: 9100, protocol: 'TCP' }] },
    },
    {
      to: 'an address of IPv6',
      edge: edge('2001:db8::7', '9100'),
      rule: { to: [{ ipBlock: { cidr: '2001:db8::7/128' } }], ports: [{ port: 9100, protocol: 'TCP' }] },
    },
    {
      to: 'every pod on every port',
      edge: edge('*.svc', anyPort),
      rule: { to: [{ namespaceSelector: {} }], ports: [{ protocol: 'TCP' }] },
    },
    {
      to: 'the pods of a namespace',
      edge: edge('targets.press.svc', anyPort),
      rule: {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'press' } } }],
        ports: [{ protocol: 'TCP' }],
      },
    },
  ])('to $to is open', async ({ edge: way, rule }) => {
    const files = await placed({ edges: [...plan.edges, way] });
    const egress = at(objectNamed(files, 'NetworkPolicy', 'prometheus'), 'spec', 'egress');
    expect(egress).toContainEqual(rule);
  });
});

describe.each(['kubernetes', 'compose'])('on %s', kind => {
  test.each<[string, TargetDiscovery, string]>([
    ['static', { kind: 'static', addresses: ['a:1'] }, 'static_configs'],
    ['file', { kind: 'file', files: ['/a.json'] }, 'file_sd_configs'],
    ['http', { kind: 'http', url: 'https://a/' }, 'http_sd_configs'],
    ['dns', { kind: 'dns', names: ['a'] }, 'dns_sd_configs'],
    ['consul', { kind: 'consul', server: 'a:8500' }, 'consul_sd_configs'],
    ['ec2', { kind: 'ec2', region: 'eu-north-1', port: 9100 }, 'ec2_sd_configs'],
  ])('a discovery of the kind %s ends with the labels of the contract', async (_, discovery, key) => {
    const { sd, last } = (await load(kind)).site(stack).discover(job(discovery));
    expect(isJsonObject(sd) ? Object.keys(sd) : []).toEqual([key]);
    expect(last).toEqual([
      { target_label: 'env', replacement: 'production' },
      { target_label: 'job', replacement: 'fleet' },
      { target_label: 'service', replacement: 'fleet' },
      { target_label: 'team', replacement: 'ops' },
      { target_label: 'tier', replacement: '2' },
    ]);
  });

  test('the secrets of a discovery are files of this target', async () => {
    const discovery: TargetDiscovery = {
      kind: 'http',
      url: 'https://a/',
      auth: { kind: 'basic', username: 'x', password: { secret: 'inventory' } },
    };
    const { sd } = (await load(kind)).site(stack).discover(job(discovery));
    const file = kind === 'compose' ? '/run/secrets/inventory' : '/run/secrets/sightline/inventory';
    expect(at(sd, 'http_sd_configs', 0, 'basic_auth')).toEqual({ username: 'x', password_file: file });
  });
});
