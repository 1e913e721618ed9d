import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import { configureElastic } from '../../src/elastic/configure.ts';
import { validator } from '../schemas/load.ts';
import { body, fair, log, model, plan, service, site, trace } from './stack-fixture.ts';

const files = configureElastic(fair, plan(fair), site({}));
const setup = (file: string): JsonValue => body(files, `/etc/sightline/elasticsearch/${file}`);

describe('configuration of Elasticsearch, Kibana and Logstash', () => {
  test('each reader gets its files, at paths that differ', () => {
    expect(files.map(({ reader, mount }) => `${reader} ${mount}`)).toEqual([
      'elasticsearch /usr/share/elasticsearch/config/elasticsearch.yml',
      'kibana /usr/share/kibana/config/kibana.yml',
      'logstash /usr/share/logstash/config/logstash.yml',
      'logstash /usr/share/logstash/config/pipelines.yml',
      'logstash /usr/share/logstash/pipeline/intake.conf',
      'logstash /usr/share/logstash/pipeline/carousel.motor.conf',
      'logstash /usr/share/logstash/pipeline/tickets.app.conf',
      'logstash /usr/share/logstash/pipeline/unrouted.conf',
      'elasticsearch-setup /etc/sightline/elasticsearch/setup.sh',
      'elasticsearch-setup /etc/sightline/elasticsearch/lifecycle-logs.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/lifecycle-traces.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/component-common.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/component-carousel.motor.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/component-tickets.app.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/template-carousel.motor.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/template-tickets.app.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/template-unrouted.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/role-logstash_writer.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/role-grafana_reader.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/role-elasticsearch_monitor.json',
      'elasticsearch-setup /etc/sightline/elasticsearch/role-jaeger_writer.json',
    ]);
  });

  test('a file that comes from one log entry names it', () => {
    const own = files
      .filter(({ origins }) => origins[''] === 'fair/carousel/motor')
      .map(({ mount }) => mount.split('/').at(-1));
    expect(own).toEqual(['carousel.motor.conf', 'component-carousel.motor.json', 'template-carousel.motor.json']);
  });

  test('Elasticsearch is one node with passwords, and leaves the write aliases to the setup of Jaeger', () => {
    expect(body(files, '/usr/share/elasticsearch/config/elasticsearch.yml')).toEqual({
      'cluster.name': 'fair-staging',
      'network.host': '0.0.0.0',
      'discovery.type': 'single-node',
      'node.store.allow_mmap': false,
      'xpack.security.enabled': true,
      'xpack.security.autoconfiguration.enabled': false,
      'xpack.security.http.ssl.enabled': false,
      'xpack.security.transport.ssl.enabled': false,
      'action.auto_create_index': '-jaeger-*-write,+*',
    });
  });

  test('Kibana signs in with a password from its environment', () => {
    expect(body(files, '/usr/share/kibana/config/kibana.yml')).toEqual({
      'server.host': '0.0.0.0',
      'server.publicBaseUrl': 'http://kibana.test',
      'elasticsearch.hosts': ['http://elasticsearch:9200'],
      'elasticsearch.username': 'kibana_system',
      'elasticsearch.password': '${KIBANA_SYSTEM_PASSWORD}',
      'telemetry.optIn': false,
    });
  });

  test('logs stay hot, are merged, and are deleted at the age that the stack names', () => {
    expect(setup('lifecycle-logs.json')).toEqual({
      policy: {
        phases: {
          hot: {
            min_age: '0ms',
            actions: { rollover: { max_age: '1d', max_primary_shard_size: '50gb' }, set_priority: { priority: 100 } },
          },
          warm: { min_age: '7d', actions: { forcemerge: { max_num_segments: 1 }, set_priority: { priority: 50 } } },
          delete: { min_age: '30d', actions: { delete: {} } },
        },
      },
    });
  });

  test('spans have no warm phase', () => {
    expect(setup('lifecycle-traces.json')).toMatchObject({ policy: { phases: { delete: { min_age: '3d' } } } });
    expect(JSON.stringify(setup('lifecycle-traces.json'))).not.toContain('warm');
  });

  test('declared fields are typed, and hashed fields are keywords', () => {
    expect(setup('component-tickets.app.json')).toEqual({
      template: {
        mappings: {
          properties: {
            visitor: { type: 'keyword', ignore_above: 1024 },
            price: { type: 'double' },
            event: { type: 'keyword', ignore_above: 1024 },
            'card.holder': { type: 'keyword', ignore_above: 1024 },
          },
        },
      },
    });
  });

  test('a dataset has a template above the built-in one', () => {
    expect(setup('template-tickets.app.json')).toEqual({
      index_patterns: ['logs-tickets.app-*'],
      data_stream: {},
      priority: 500,
      composed_of: ['sightline-logs-common', 'sightline-logs-tickets.app'],
    });
  });

  test('the common mappings index no field that nobody declared', () => {
    expect(setup('component-common.json')).toMatchObject({ template: { mappings: { dynamic: false } } });
  });

  test.each([
    [
      'logstash_writer',
      { cluster: ['monitor'], indices: [{ names: ['logs-*'], privileges: ['auto_configure', 'create_doc'] }] },
    ],
    [
      'grafana_reader',
      { cluster: ['monitor'], indices: [{ names: ['logs-*'], privileges: ['read', 'view_index_metadata'] }] },
    ],
    ['elasticsearch_monitor', { cluster: ['monitor'] }],
    [
      'jaeger_writer',
      {
        cluster: ['monitor', 'manage_index_templates', 'read_ilm'],
        indices: [{ names: ['jaeger-*'], privileges: ['manage', 'read', 'write'] }],
      },
    ],
  ])('%s may do what it needs and no more', (role, privileges) => {
    expect(setup(`role-${role}.json`)).toEqual(privileges);
  });

  test('a stack without logs has no files, with or without traces', () => {
    const traced = model({ services: [service({ traces: [trace({})] })] });
    expect(configureElastic(traced, plan(traced), site({}))).toEqual([]);
  });

  test.each([
    ['2w', '14d'],
    ['1y', '365d'],
    ['36h', '36h'],
    ['90m', '5400s'],
  ] as const)('a retention of %s is written %s', (logsDelete, age) => {
    const kept = model({
      retention: { metrics: '45d', logsHot: '1h', logsDelete, traces: '3d' },
      services: [service({ logs: [log({})] })],
    });
    const found = body(
      configureElastic(kept, plan(kept), site({})),
      '/etc/sightline/elasticsearch/lifecycle-logs.json',
    );
    expect(found).toMatchObject({ policy: { phases: { delete: { min_age: age } } } });
  });
});

describe('schemas of what is emitted', () => {
  const cases: readonly (readonly [schema: string, file: string, value: JsonValue])[] = files.flatMap(
    ({ mount, body: value }) => {
      const file = mount.split('/').at(-1) ?? '';
      const schema = {
        'kibana.yml': 'kibana',
        'logstash.yml': 'logstash',
        'pipelines.yml': 'logstash-pipelines',
      }[file];
      if (schema !== undefined) return [[schema, file, value] as const];
      if (file.startsWith('lifecycle-')) return [['ilm', file, value] as const];
      return /^(component|template)-/.test(file) ? [['index-template', file, value] as const] : [];
    },
  );

  test.each(cases)('%s accepts %s', (schema, _, value) => {
    expect(validator(schema)(value)).toEqual([]);
  });

  test('every kind of file is among them', () => {
    expect([...new Set(cases.map(([schema]) => schema))].sort()).toEqual([
      'ilm',
      'index-template',
      'kibana',
      'logstash',
      'logstash-pipelines',
    ]);
  });

  test.each([
    [
      'ilm',
      {
        policy: { phases: { hot: { min_age: '0ms', action: {} }, delete: { min_age: '1d', actions: { delete: {} } } } },
      },
      '/policy/phases/hot: unknown key "action"',
    ],
    [
      'ilm',
      { policy: { phases: { hot: { min_age: '2w', actions: {} }, delete: { min_age: '1d', actions: {} } } } },
      '/policy/phases/hot/min_age: "2w" is not a time in days or less, such as 7d',
    ],
    ['index-template', { template: { mapping: {}, mappings: { properties: {} } } }, '/template: unknown key "mapping"'],
    [
      'index-template',
      { template: { mappings: { properties: { a: { type: 'string' } } } } },
      '/template/mappings/properties/a/type: "string" is none of keyword, text, match_only_text, constant_keyword, long, byte, double, date, boolean, ip',
    ],
    [
      'kibana',
      {
        'elasticsearch.host': ['http://a:1'],
        'elasticsearch.hosts': ['http://a:1'],
        'elasticsearch.username': 'kibana_system',
        'elasticsearch.password': '${A}',
      },
      ': unknown key "elasticsearch.host"',
    ],
    [
      'kibana',
      {
        'elasticsearch.hosts': ['http://a:1'],
        'elasticsearch.username': 'kibana_system',
        'elasticsearch.password': 'plain',
      },
      '/elasticsearch.password: "plain" is not a reference to the environment',
    ],
    ['logstash', { 'config.support_escapes': true, 'queue.typ': 'persisted' }, ': unknown key "queue.typ"'],
    [
      'logstash-pipelines',
      [{ 'pipeline.id': 'a', 'path.conf': '/a.conf', 'path.config': '/a.conf' }],
      '/0: unknown key "path.conf"',
    ],
  ])('%s refuses %j', (schema, value, mistake) => {
    expect(validator(schema)(value)).toContain(mistake);
  });
});
