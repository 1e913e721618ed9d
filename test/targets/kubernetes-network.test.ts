import { describe, expect, test } from 'vitest';
import { at, load, objectNamed, objectsIn } from './load.ts';
import { artefacts, plan, stack } from './plan-fixture.ts';

const { files } = (await load('kubernetes')).place(stack, artefacts, 'fixture');
const policyOf = (id: string) => at(objectNamed(files, 'NetworkPolicy', id), 'spec');
const selector = (id: string) => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/name': id, 'app.kubernetes.io/part-of': 'fixture' } },
});
const port = (number: number) => [{ port: number, protocol: 'TCP' }];
const everywhere = [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];
const shopPods = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
  podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
};

describe('network policies', () => {
  test.each(['monitoring', 'monitoring-host'])('%s denies everything first', namespace => {
    const denied = objectsIn(files).filter(
      o => at(o, 'metadata', 'name') === 'default-deny' && at(o, 'metadata', 'namespace') === namespace,
    );
    expect(denied.map(policy => policy['spec'])).toEqual([{ podSelector: {}, policyTypes: ['Egress', 'Ingress'] }]);
  });

  test.each([
    {
      id: 'prometheus',
      ingress: [{ from: [selector('grafana')], ports: port(9090) }],
      egress: [
        { to: [selector('blackbox-exporter')], ports: port(9115) },
        { to: everywhere, ports: port(9100) },
        { to: [shopPods], ports: port(8000) },
        { to: everywhere, ports: [...port(443), ...port(6443)] },
      ],
    },
    { id: 'grafana', ingress: undefined, egress: [{ to: [selector('prometheus')], ports: port(9090) }] },
    {
      id: 'otel-collector',
      ingress: [{ from: [shopPods], ports: port(4317) }],
      egress: [{ to: [selector('elasticsearch')], ports: port(9200) }],
    },
    {
      id: 'elasticsearch',
      ingress: [
        { from: [selector('elasticsearch-setup')], ports: port(9200) },
        { from: [selector('otel-collector')], ports: port(9200) },
      ],
      egress: undefined,
    },
    { id: 'elasticsearch-setup', ingress: undefined, egress: [{ to: [selector('elasticsearch')], ports: port(9200) }] },
  ])('$id has one rule per edge and end', ({ id, ingress, egress }) => {
    expect(at(policyOf(id), 'ingress')).toEqual(ingress);
    expect(at(policyOf(id), 'egress')).toEqual(egress);
  });

  test.each(['monitoring', 'monitoring-host'])(
    '%s may resolve names in kube-system and the node-local cache',
    namespace => {
      const allowed = objectsIn(files).filter(
        o => at(o, 'metadata', 'name') === 'allow-dns' && at(o, 'metadata', 'namespace') === namespace,
      );
      expect(allowed.map(policy => policy['spec'])).toEqual([
        {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [
            {
              to: [
                { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
                { ipBlock: { cidr: '169.254.20.10/32' } },
              ],
              ports: [
                { port: 53, protocol: 'TCP' },
                { port: 53, protocol: 'UDP' },
              ],
            },
          ],
        },
      ]);
    },
  );

  const internet = [
    {
      ipBlock: {
        cidr: '0.0.0.0/0',
        except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
      },
    },
    { ipBlock: { cidr: '::/0', except: ['::1/128', 'fc00::/7', 'fe80::/10'] } },
  ];
  const namespace = (name: string) => [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }];

  test('what leaves the cluster may not reach private addresses', () => {
    expect(at(policyOf('blackbox-exporter'), 'egress', 0)).toEqual({ to: internet, ports: port(443) });
  });

  test.each([
    { address: 'https://hooks.example.com/x', to: internet },
    { address: 'smtp.example.com:587', to: internet },
    { address: 'https://192.0.2.7/x', to: [{ ipBlock: { cidr: '192.0.2.7/32' } }] },
    { address: '10.1.2.3', to: [{ ipBlock: { cidr: '10.1.2.3/32' } }] },
    { address: 'http://gate.deploy.svc:8080/freeze', to: namespace('deploy') },
    { address: 'gate.deploy.svc.cluster.local', to: namespace('deploy') },
    { address: 'gate.svc.example.com', to: internet },
    { address: '1.2.3.4.example.com', to: internet },
  ])('$address is allowed as what it is', async ({ address, to }) => {
    const edges = [{ from: 'grafana', to: 'external', port: '443', purpose: 'send', address }] as const;
    const placed = (await load('kubernetes')).place({ ...stack, plan: { ...plan, edges } }, artefacts, 'fixture').files;
    expect(at(objectNamed(placed, 'NetworkPolicy', 'grafana'), 'spec', 'egress')).toEqual([{ to, ports: port(443) }]);
  });

  test('two receivers on the internet need one rule', async () => {
    const receiver = (name: string) =>
      ({
        from: 'grafana',
        to: 'external',
        port: '443',
        purpose: 'notify',
        address: `https://${name}.example.com`,
      }) as const;
    const edges = [receiver('a'), receiver('b')];
    const placed = (await load('kubernetes')).place({ ...stack, plan: { ...plan, edges } }, artefacts, 'fixture').files;
    expect(at(objectNamed(placed, 'NetworkPolicy', 'grafana'), 'spec', 'egress')).toEqual([
      { to: internet, ports: port(443) },
    ]);
  });

  test('nodes and the ingress controller are allowed as the options say', async () => {
    const edges = [
      { from: 'grafana', to: 'external', port: '25', purpose: 'send', address: '10.1.2.3:25' },
      ...plan.edges,
    ] as const;
    const target = await load('kubernetes', { nodeCidrs: ['10.0.0.0/16'], ingressNamespace: 'ingress' });
    const placed = target.place({ ...stack, plan: { ...plan, edges } }, artefacts, 'fixture').files;
    expect(at(objectNamed(placed, 'NetworkPolicy', 'grafana'), 'spec')).toMatchObject({
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
          ports: port(3000),
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: port(25) }, { to: [selector('prometheus')] }],
    });
    expect(at(objectNamed(placed, 'NetworkPolicy', 'prometheus'), 'spec', 'egress', 1, 'to')).toEqual([
      { ipBlock: { cidr: '10.0.0.0/16' } },
    ]);
  });
});
