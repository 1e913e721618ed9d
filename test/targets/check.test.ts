import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/ir/plan.ts';
import type { Workload } from '../../src/ir/workload.ts';
import { load } from './load.ts';
import { artefacts, hostJob, jobs, plan, stack, workloads } from './plan-fixture.ts';

const changed = (id: string, change: Partial<Workload>): Partial<Plan> => ({
  workloads: workloads.map(w => (w.id === id ? { ...w, ...change } : w)),
});

const codes = async (kind: string, change: Partial<Plan>, options: object = {}) => {
  const target = await load(kind, options);
  const found = target.check({ ...stack, plan: { ...plan, ...change } }, 'fixture');
  return found.map(({ code, path }) => `${code} ${path}`);
};

describe('a plan that no target can place', () => {
  const bad: readonly {
    readonly title: string;
    readonly change: Partial<Plan>;
    readonly expected: readonly string[];
  }[] = [
    {
      title: 'an edge to nobody',
      change: { edges: [{ from: 'grafana', to: 'promtheus', port: 'http', purpose: 'query' }] },
      expected: ['TARGET-EDGE fixture/grafana'],
    },
    {
      title: 'an edge from nobody',
      change: { edges: [{ from: 'nobody', to: 'grafana', port: 'http', purpose: 'query' }] },
      expected: ['TARGET-EDGE fixture'],
    },
    {
      title: 'an edge to a port that is not there',
      change: { edges: [{ from: 'grafana', to: 'prometheus', port: 'htp', purpose: 'query' }] },
      expected: ['TARGET-EDGE fixture/grafana'],
    },
    {
      title: 'an edge that leaves without an address',
      change: { edges: [{ from: 'grafana', to: 'external', port: '443', purpose: 'send' }] },
      expected: ['TARGET-EDGE fixture/grafana'],
    },
    {
      title: 'a label that discovery does not yield',
      change: { jobs: jobs.map(job => ({ ...job, keep: ['zone'] })) },
      expected: jobs.map(({ id }) => `TARGET-KEEP fixture/${id}`),
    },
    {
      title: 'a pod label on fixed addresses',
      change: { jobs: jobs.filter(({ id }) => id === 'legacy').map(job => ({ ...job, keep: ['pod'] })) },
      expected: ['TARGET-KEEP fixture/legacy'],
    },
    {
      title: 'a secret that is no name',
      change: changed('grafana', { secrets: [{ secret: 'Admin_Password' }] }),
      expected: ['TARGET-NAME fixture/grafana'],
    },
    {
      title: 'an amount of memory without a number',
      change: changed('grafana', { memory: 'much' }),
      expected: ['TARGET-NAME fixture/grafana'],
    },
    {
      title: 'a port name that is too long',
      change: {
        ...changed('node-exporter', {
          ports: [{ name: 'a-name-of-16-chars', port: 1, protocol: 'TCP', audience: 'inside' }],
        }),
        edges: [],
        jobs: [],
      },
      expected: ['TARGET-NAME fixture/node-exporter'],
    },
    {
      title: 'a port name that is used twice',
      change: changed('elasticsearch', {
        ports: [1, 2].map(port => ({ name: 'http', port, protocol: 'TCP', audience: 'inside' })),
      }),
      expected: ['TARGET-NAME fixture/elasticsearch'],
    },
    {
      title: 'a workload name that is no DNS label',
      change: { ...changed('blackbox-exporter', { id: 'Blackbox' }), edges: [], jobs: [] },
      expected: ['TARGET-NAME fixture/blackbox-exporter'],
    },
    {
      title: 'a wait for what is no task',
      change: changed('grafana', { after: ['prometheus'] }),
      expected: ['TARGET-EDGE fixture/grafana'],
    },
    {
      title: 'a job for nobody',
      change: { jobs: jobs.slice(0, 1), services: [], edges: [] },
      expected: ['TARGET-JOB fixture/shop'],
    },
    {
      title: 'a job for a port that is not there',
      change: { jobs: jobs.slice(0, 1), services: [{ id: 'shop', ports: [], path: 'fixture/shop' }], edges: [] },
      expected: ['TARGET-JOB fixture/shop'],
    },
  ];
  test.each(bad.flatMap(row => ['compose', 'kubernetes'].map(kind => ({ kind, ...row }))))(
    '$kind rejects $title',
    async ({ kind, change, expected }) => {
      expect(await codes(kind, change)).toEqual(expected);
    },
  );

  test.each(['compose', 'kubernetes'])('%s accepts the fixture', async kind => {
    expect(await codes(kind, {})).toEqual([]);
  });
});

describe('a stack that does not fit Kubernetes', () => {
  const bad: readonly {
    readonly title: string;
    readonly change?: Partial<Plan>;
    readonly options?: object;
    readonly expected: readonly string[];
  }[] = [
    {
      title: 'a namespace that is no DNS label',
      options: { namespace: 'My_Namespace', hostNamespace: 'host' },
      expected: ['TARGET-NAME fixture'],
    },
    {
      title: 'one namespace for everything',
      options: { hostNamespace: 'monitoring' },
      expected: ['TARGET-OPTION fixture'],
    },
    {
      title: 'no namespace for the services',
      options: { applicationNamespaces: [] },
      expected: ['TARGET-OPTION fixture'],
    },
    { title: 'a domain with a scheme', options: { domain: 'https://example.com' }, expected: ['TARGET-NAME fixture'] },
    { title: 'a range without a length', options: { nodeCidrs: ['10.0.0.0'] }, expected: ['TARGET-OPTION fixture'] },
    { title: 'a job for the machine itself', change: { jobs: [hostJob] }, expected: ['TARGET-JOB fixture/docker'] },
    {
      title: 'lasting storage of a daemon',
      change: changed('node-exporter', { storage: [{ name: 'queue', mountPath: '/queue', size: '1Gi' }] }),
      expected: ['TARGET-STORAGE fixture/node-exporter'],
    },
  ];
  test.each(bad)('is rejected: $title', async ({ change = {}, options = {}, expected }) => {
    expect(await codes('kubernetes', change, options)).toEqual(expected);
  });

  test('a stack whose name is no label value is rejected', async () => {
    const target = await load('kubernetes');
    expect(target.check({ ...stack, org: 'My Org' }, 'fixture').map(({ code }) => code)).toEqual(['TARGET-NAME']);
  });
});

describe('a stack that does not fit Compose', () => {
  const required = (from: string, to: string) =>
    ({ from, to, port: 'http', purpose: 'query', required: true }) as const;
  const bad: readonly {
    readonly title: string;
    readonly change?: Partial<Plan>;
    readonly options?: object;
    readonly expected: readonly string[];
  }[] = [
    { title: 'a project name in capitals', options: { project: 'Acme' }, expected: ['TARGET-NAME fixture'] },
    {
      title: 'a folder of secrets with a space',
      options: { secretsDirectory: './my secrets' },
      expected: ['TARGET-OPTION fixture'],
    },
    {
      title: 'a host name to listen on',
      options: { bindAddress: 'localhost' },
      expected: ['TARGET-OPTION fixture', 'COMPOSE-EXPOSED fixture'],
    },
    { title: 'ports open to the network', options: { bindAddress: '0.0.0.0' }, expected: ['COMPOSE-EXPOSED fixture'] },
    {
      title: 'more than one replica',
      change: changed('prometheus', { replicas: 2 }),
      expected: ['COMPOSE-REPLICAS fixture/prometheus'],
    },
    {
      title: 'a volume that the user of the image cannot write',
      change: changed('otel-collector', { storage: [{ name: 'queue', mountPath: '/queue', size: '1Gi' }] }),
      expected: ['TARGET-STORAGE fixture/otel-collector'],
    },
    {
      title: 'one port published twice',
      change: changed('grafana', { ports: [{ name: 'http', port: 9090, protocol: 'TCP', audience: 'people' }] }),
      expected: ['COMPOSE-PORT fixture/grafana'],
    },
    {
      title: 'workloads that wait for each other',
      change: { edges: [required('prometheus', 'grafana'), required('grafana', 'prometheus')] },
      expected: ['COMPOSE-CYCLE fixture/grafana'],
    },
    {
      title: 'a task that waits for one that waits for it',
      change: {
        ...changed('elasticsearch', { after: ['elasticsearch-setup'] }),
        edges: [required('elasticsearch-setup', 'elasticsearch')],
      },
      expected: ['COMPOSE-CYCLE fixture/elasticsearch'],
    },
  ];
  test.each(bad)('is reported: $title', async ({ change = {}, options = {}, expected }) => {
    expect(await codes('compose', change, options)).toEqual(expected);
  });

  test('a job for the machine itself is fine', async () => {
    expect(await codes('compose', { jobs: [hostJob] })).toEqual([]);
  });
});

describe('configuration files', () => {
  const first = artefacts.slice(0, 1);
  test.each([
    {
      title: 'whose reader does not run',
      change: { reader: 'promtheus' },
      expected: [['TARGET-READER', 'Did you mean "prometheus"?']],
    },
    {
      title: 'whose path is relative',
      change: { mount: 'prometheus.yml' },
      expected: [['TARGET-READER', 'Use letters, digits, `.`, `_` and `-` between slashes.']],
    },
    {
      title: 'whose path climbs',
      change: { mount: '/etc/../prometheus.yml' },
      expected: [['TARGET-READER', 'Use letters, digits, `.`, `_` and `-` between slashes.']],
    },
  ])('are rejected $title', async ({ change, expected }) => {
    for (const kind of ['compose', 'kubernetes']) {
      const target = await load(kind);
      const { diagnostics } = target.place(
        stack,
        first.map(artefact => ({ ...artefact, ...change })),
        'fixture',
      );
      expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual(expected);
    }
  });

  test('are rejected when two have one path', async () => {
    for (const kind of ['compose', 'kubernetes']) {
      const target = await load(kind);
      const { diagnostics } = target.place(stack, [...first, ...first], 'fixture');
      expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(['TARGET-READER fixture/prometheus']);
    }
  });
});
