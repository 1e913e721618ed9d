import { describe, expect, test } from 'vitest';
import * as steps from '../../src/catalogue/relabel.ts';
import type { TargetDiscovery } from '../../src/ir/discovery.ts';
import { addedLabels, sampleSteps, sourceLabel, targetSteps } from '../../src/model/relabel-steps.ts';

const { dropEndpoints, dropMetrics, dropSeries, dropWhere, forgetLabels, keepMetrics, keepWhere } = steps;
const { relabel, renameLabel, setLabel, takeLabel } = steps;

const pods: TargetDiscovery = { kind: 'kubernetes', role: 'pod' };

describe('a step for targets', () => {
  test.each([
    [
      'keeps what matches',
      keepWhere({ label: 'app' }, /api|web/),
      [{ source_labels: ['__meta_kubernetes_pod_label_app'], regex: 'api|web', action: 'keep' }],
    ],
    [
      'drops what matches',
      dropWhere({ meta: 'kubernetes_namespace' }, 'kube-.+'),
      [{ source_labels: ['__meta_kubernetes_namespace'], regex: 'kube-.+', action: 'drop' }],
    ],
    [
      'takes a property',
      takeLabel('version', { label: 'app.kubernetes.io/version' }),
      [{ source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_version'], target_label: 'version' }],
    ],
    [
      'takes a part of a property',
      takeLabel('host', { name: '__address__' }, { matches: /(.+):\d+/, value: '$1' }),
      [{ source_labels: ['__address__'], regex: '(.+):\\d+', target_label: 'host', replacement: '$1' }],
    ],
    ['sets a value that looks like a group', setLabel('price', '$1'), [{ target_label: 'price', replacement: '$$1' }]],
    [
      'renames where there is a value',
      renameLabel('a', 'b'),
      [
        { source_labels: ['a'], regex: '(.+)', target_label: 'b' },
        { regex: 'a', action: 'labeldrop' },
      ],
    ],
    ['forgets several labels at once', forgetLabels('a', 'b'), [{ regex: 'a|b', action: 'labeldrop' }]],
    ['forgets nothing', forgetLabels(), []],
    ['is taken as it is', relabel({ regex: 'x', action: 'labeldrop' }), [{ regex: 'x', action: 'labeldrop' }]],
  ])('%s', (_, step, expected) => {
    expect(targetSteps([step], pods)).toEqual(expected);
  });

  test('says which labels it adds', () => {
    const added = [
      takeLabel('a', { label: 'x' }),
      takeLabel('__address__', { label: 'x' }),
      setLabel('b', 'y'),
      renameLabel('a', 'c'),
    ];
    expect(addedLabels(added)).toEqual(['a', 'b', 'c']);
  });
});

describe('a property of what was found', () => {
  test.each<[string, TargetDiscovery | undefined, steps.LabelSource, string | undefined]>([
    ['a label of a pod of the service itself', undefined, { label: 'a/b' }, '__meta_kubernetes_pod_label_a_b'],
    [
      'a label of the service behind a slice',
      { kind: 'kubernetes', role: 'endpointslice' },
      { label: 'a' },
      '__meta_kubernetes_service_label_a',
    ],
    [
      'an annotation of an ingress',
      { kind: 'kubernetes', role: 'ingress' },
      { annotation: 'a.b/c' },
      '__meta_kubernetes_ingress_annotation_a_b_c',
    ],
    [
      'a label of a swarm service',
      { kind: 'swarm', role: 'tasks', host: 'https://m' },
      { label: 'a' },
      '__meta_dockerswarm_service_label_a',
    ],
    [
      'a label of a swarm node',
      { kind: 'swarm', role: 'nodes', host: 'https://m' },
      { label: 'a' },
      '__meta_dockerswarm_node_label_a',
    ],
    [
      'metadata of a service in Consul',
      { kind: 'consul', server: 'c:1' },
      { label: 'a' },
      '__meta_consul_service_metadata_a',
    ],
    ['a tag of an instance', { kind: 'ec2', region: 'r', port: 1 }, { label: 'a' }, '__meta_ec2_tag_a'],
    ['a label of a list', { kind: 'file', files: ['/a.json'] }, { label: 'a' }, 'a'],
    ['an annotation where there are none', { kind: 'dns', names: ['a'] }, { annotation: 'a' }, undefined],
    ['nothing', pods, {}, undefined],
  ])('%s', (_, discovery, source, expected) => {
    expect(sourceLabel(source, discovery)).toBe(expected);
  });
});

describe('a step for samples', () => {
  test.each([
    [
      'keeps metrics',
      keepMetrics(/http_.+|up/),
      [{ source_labels: ['__name__'], regex: 'http_.+|up', action: 'keep' }],
    ],
    ['drops metrics', dropMetrics('go_.+'), [{ source_labels: ['__name__'], regex: 'go_.+', action: 'drop' }]],
    ['drops by one label', dropSeries({ a: /x|y/ }), [{ source_labels: ['a'], regex: 'x|y', action: 'drop' }]],
    [
      'drops by name and labels, in the order of their names',
      dropSeries({ b: 'x|y', a: 'z' }, 'm.*'),
      [{ source_labels: ['__name__', 'a', 'b'], regex: '(?:m.*);(?:z);(?:x|y)', action: 'drop' }],
    ],
    ['drops nothing', dropSeries({}), []],
    [
      'drops endpoints',
      dropEndpoints('handler', ['/health', 'openapi.json']),
      [{ source_labels: ['__name__', 'handler'], regex: '(?:http_.+);(?:/(health|openapi\\.json).*)', action: 'drop' }],
    ],
    ['drops no endpoint', dropEndpoints('handler', []), []],
  ])('%s', (_, step, expected) => {
    expect(sampleSteps([step])).toEqual(expected);
  });

  test('has the flags of a pattern as a group', () => {
    expect(dropMetrics(/Go_.+/i)).toEqual({ kind: 'dropMetrics', matches: '(?i:Go_.+)' });
  });
});

test.each([undefined, null, 7, 'text', true, [], {}])('no step throws when it is given %j', value => {
  const untyped: Readonly<Record<string, unknown>> = steps;
  for (const make of Object.values(untyped))
    if (typeof make === 'function') expect(() => make(value, value, value)).not.toThrow();
});
