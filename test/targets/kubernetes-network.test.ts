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

  test('what leaves the cluster may not reach private addresses', () => {
    expect(at(policyOf('blackbox-exporter'), 'egress', 0, 'to', 0, 'ipBlock')).toEqual({
      cidr: '0.0.0.0/0',
      except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
    });
    expect(at(policyOf('blackbox-exporter'), 'egress', 0, 'ports')).toEqual(port(443));
  });

  test('a literal address is allowed alone, nodes and ingress controller as the options say', async () => {
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
