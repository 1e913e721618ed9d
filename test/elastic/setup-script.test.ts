import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderBody } from '../../src/core/render.ts';
import { configureElastic } from '../../src/elastic/configure.ts';
import { mounts, workloads } from '../../src/ir/conventions.ts';
import { fair, log, model, plan, service, site } from './stack-fixture.ts';

interface Received {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

const passwords: Readonly<Record<string, string>> = {
  'elasticsearch-password': 'boss"s \\ pass\n',
  'kibana-system-password': 'kibana pass',
  'logstash-writer-password': 'it\'s "quoted"\n# rotated in May\n',
  'jaeger-writer-password': 'jaeger pass',
  'grafana-reader-password': 'grafana pass',
  'elasticsearch-monitor-password': 'monitor pass',
};

let folder = '';
let server: Server;
let received: Received[] = [];
let unready = 0;
let refused = '';

const url = (): AddressInfo => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
};

const here = () =>
  site({
    connect: () => ({ scheme: 'http', host: '127.0.0.1', port: url().port }),
    secretFile: (_reader, { secret }) => join(folder, secret),
  });

/** Writes the setup's files as a target would mount them, and runs the script. */
const run = async (of = fair): Promise<{ readonly code: number; readonly output: string }> => {
  const mounted = join(folder, 'mounted');
  mkdirSync(mounted, { recursive: true });
  for (const { reader, mount, format, body } of configureElastic(of, plan(of), here()))
    if (reader === workloads.elasticsearchSetup)
      writeFileSync(join(mounted, mount.slice(mounts.elasticsearchSetup.length + 1)), renderBody(format, body));
  return new Promise(resolve => {
    execFile(
      'sh',
      [join(mounted, 'setup.sh')],
      { env: { PATH: process.env['PATH'], TMPDIR: folder } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: out + err }),
    );
  });
};

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      if (unready > 0) {
        unready -= 1;
        response.writeHead(503).end('starting');
        return;
      }
      received.push({
        line: `${request.method} ${request.url}`,
        authorization: request.headers.authorization,
        body: text === '' ? undefined : JSON.parse(text),
      });
      const bad = refused !== '' && request.url === refused;
      response.writeHead(bad ? 400 : 200).end(bad ? '{"error":"no such privilege"}' : '{}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  for (const [name, value] of Object.entries(passwords)) writeFileSync(join(folder, name), value);
  received = [];
  unready = 0;
  refused = '';
  return () => rmSync(folder, { recursive: true });
});

describe('the Elasticsearch setup', () => {
  test('is a valid shell script', () => {
    const script = configureElastic(fair, plan(fair), site({})).find(({ mount }) => mount.endsWith('/setup.sh'));
    const { status, stderr } = spawnSync('sh', ['-n'], { input: String(script?.body), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('waits, then installs everything in order', async () => {
    unready = 1;
    expect((await run()).code).toBe(0);
    expect(received.map(({ line }) => line)).toEqual([
      'GET /_cluster/health?wait_for_status=yellow&timeout=10s',
      'PUT /_ilm/policy/sightline-logs',
      'PUT /_ilm/policy/sightline-traces',
      'PUT /_component_template/sightline-logs-common',
      'PUT /_component_template/sightline-logs-carousel.motor',
      'PUT /_component_template/sightline-logs-tickets.app',
      'PUT /_index_template/sightline-logs-carousel.motor',
      'PUT /_index_template/sightline-logs-tickets.app',
      'PUT /_index_template/sightline-logs-unrouted',
      'PUT /_security/role/logstash_writer',
      'PUT /_security/role/grafana_reader',
      'PUT /_security/role/elasticsearch_monitor',
      'PUT /_security/role/jaeger_writer',
      'POST /_security/user/kibana_system/_password',
      'POST /_security/user/logstash_writer',
      'POST /_security/user/grafana_reader',
      'POST /_security/user/elasticsearch_monitor',
      'POST /_security/user/jaeger_writer',
    ]);
  });

  test('signs in with the secret whatever characters it has', async () => {
    await run();
    const expected = `Basic ${Buffer.from('elastic:boss"s \\ pass').toString('base64')}`;
    expect(new Set(received.map(({ authorization }) => authorization))).toEqual(new Set([expected]));
  });

  test('sets passwords and roles', async () => {
    await run();
    expect(received.filter(({ line }) => line.startsWith('POST')).map(({ body }) => body)).toEqual([
      { password: 'kibana pass' },
      { roles: ['logstash_writer'], password: 'it\'s "quoted"' },
      { roles: ['grafana_reader'], password: 'grafana pass' },
      { roles: ['elasticsearch_monitor'], password: 'monitor pass' },
      { roles: ['jaeger_writer'], password: 'jaeger pass' },
    ]);
  });

  test('does the same when it runs again', async () => {
    await run();
    const first = received;
    received = [];
    expect((await run()).code).toBe(0);
    expect(received).toEqual(first);
  });

  test('knows nothing of traces where there are none', async () => {
    const quiet = model({ services: [service({ logs: [log({})] })] });
    rmSync(join(folder, 'jaeger-writer-password'));
    expect((await run(quiet)).code).toBe(0);
    expect(received.filter(({ line }) => /jaeger|traces/.test(line))).toEqual([]);
  });

  test('stops at a refusal and shows the answer', async () => {
    refused = '/_security/role/logstash_writer';
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain('no such privilege');
    expect(received.at(-1)?.line).toBe('PUT /_security/role/logstash_writer');
  });

  test('stops when a secret is missing', async () => {
    rmSync(join(folder, 'grafana-reader-password'));
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain(`The secret file ${join(folder, 'grafana-reader-password')} is missing or empty.`);
  });

  test('keeps passwords out of what it prints and out of its own text', async () => {
    const { output } = await run();
    const script = configureElastic(fair, plan(fair), here()).find(({ mount }) => mount.endsWith('/setup.sh'));
    for (const value of Object.values(passwords)) {
      expect(output).not.toContain(value.trim());
      expect(script?.body).not.toContain(value.trim());
    }
  });
});
