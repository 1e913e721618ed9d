import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StubServer, sendJson, startStub, vectorOf } from '../live/stub-server.ts';
import { everyKind } from '../preview/every-kind.ts';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
beforeAll(async () => {
  bench = openWorkbench();
  bench.write('boards/shop/every-kind.json', JSON.stringify(everyKind));
  bench.write('broken/a.json', '{');
  bench.write('rules/rules.json', '{"groups":[]}');
  bench.write('v2/v2.json', JSON.stringify({ kind: 'Dashboard', spec: { elements: {} } }));
  bench.write('twice/a.json', JSON.stringify(everyKind));
  bench.write('twice/b.json', JSON.stringify(everyKind));
  mkdirSync(join(bench.folder, 'empty'));
  stub = await startStub((url, response) => {
    if (url.pathname.startsWith('/gone')) response.destroy();
    else if (url.pathname.endsWith('/values')) sendJson(response, { status: 'success', data: ['mail', 'invoices'] });
    else if (url.searchParams.get('query')?.includes('sum by (') === true)
      sendJson(response, { status: 'error', errorType: 'bad_data', error: 'the server is moody' }, 400);
    else if (url.pathname.endsWith('query_range'))
      sendJson(response, { status: 'success', data: { resultType: 'matrix', result: [] } });
    else sendJson(response, { status: 'success', data: vectorOf([[{ queue: 'mail' }, 7]]) });
  });
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

const page = (name: string): string => readFileSync(join(bench.folder, name), 'utf8');

describe('sightline preview', () => {
  test('draws the dashboards of a stack, the same bytes every time', async () => {
    const [first, second] = [
      await bench.run('preview', 'stacks/clean.stack.ts'),
      await bench.run('preview', 'stacks/clean.stack.ts'),
    ];
    expect(first.status).toBe(0);
    expect(first.stdout.startsWith('<!doctype html>\n')).toBe(true);
    expect(first.stdout).toContain('<section class="dashboard" id="d-home"');
    expect(first.stdout === second.stdout).toBe(true);
  });

  test('draws the files of a folder, each in the folder it lies in', async () => {
    const out = `${bench.fresh()}.html`;
    expect(await bench.run('preview', '--dashboards', 'boards', '--out', out)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(page(out)).toContain(
      '<p class="folder">shop</p>\n<h2 id="n-every-kind" tabindex="-1">Every kind of panel</h2>',
    );
    expect(page(out)).toContain('as they are written: no server was asked');
  });

  test('draws files that are links, as mounted folders have them', async () => {
    mkdirSync(join(bench.folder, 'mounted'));
    symlinkSync(join(bench.folder, 'boards/shop/every-kind.json'), join(bench.folder, 'mounted/board.json'));
    const { status, stdout } = await bench.run('preview', '--dashboards', 'mounted');
    expect(status).toBe(0);
    expect(stdout).toContain('1 dashboard with 15 panels');
  });

  test('draws a single file', async () => {
    const { status, stdout } = await bench.run('preview', '--dashboards', 'boards/shop/every-kind.json');
    expect(status).toBe(0);
    expect(stdout).toContain('1 dashboard with 15 panels');
  });

  test('asks a Prometheus what each panel asks, and shows what fails where it fails', async () => {
    const { status, stdout, stderr } = await bench.run(
      ...['preview', '--dashboards', 'boards', '--prometheus', stub.url, '--range', '1h', '--var', 'queue=mail'],
    );
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: '13 queries asked: 5 with data, 2 without, 6 failed.\n',
    });
    const asked = stub.asked.map(({ url }) => new URL(url, 'http://stub'));
    const queries = asked.map(({ pathname, searchParams }) => [pathname, searchParams.get('query')]);
    expect(queries).toContainEqual(['/api/v1/query', 'sum(rate(http_requests_total{service="shop"}[1m]))']);
    expect(queries).toContainEqual(['/api/v1/query', 'sort_desc(queue_depth{service="shop",queue=~"mail"})']);
    expect(queries).toContainEqual(['/api/v1/query_range', 'probe_success{service="shop"}']);
    const range = asked.find(({ pathname }) => pathname.endsWith('query_range'))?.searchParams;
    expect([Number(range?.get('end')) - Number(range?.get('start')), range?.get('step')]).toEqual([3_600, '15']);
    // Two panels show the same series.
    expect(queries.filter(([, query]) => query === 'probe_success{service="shop"}')).toHaveLength(1);
    expect(stdout).toContain('Prometheus could not answer (bad_data): the server is moody.');
    expect(stdout).toContain('<p class="empty">Nobody counts this</p>');
    expect(stdout).toContain('<span class="bar-name">mail</span>');
  });

  test('warns of a variable that no dashboard has', async () => {
    const { status, stderr } = await bench.run(
      ...[
        'preview',
        '--dashboards',
        'boards',
        '--prometheus',
        stub.url,
        '--var',
        'quue=mail',
        '--out',
        `${bench.fresh()}.html`,
      ],
    );
    expect(status).toBe(0);
    expect(stderr).toContain(
      'warning PREVIEW-VARIABLE: No dashboard has a variable `quue`.\n    hint: Did you mean "queue"?\n',
    );
  });
});

describe('what cannot be drawn is refused, and no file is written', () => {
  test.each([
    {
      args: ['--dashboards', 'nowhere'],
      says: 'error PREVIEW-FILE: nowhere cannot be read: there is no such file or folder.',
    },
    {
      args: ['--dashboards', 'nowhere.json'],
      says: 'error PREVIEW-FILE: nowhere.json cannot be read: there is no such file or folder.',
    },
    { args: ['--dashboards', 'broken'], says: 'error PREVIEW-FILE: a.json is no JSON.' },
    {
      args: ['--dashboards', 'rules'],
      says: 'error PREVIEW-DASHBOARD: rules.json holds no dashboard: it has no `title` and `panels`.',
    },
    { args: ['--dashboards', 'v2'], says: 'error PREVIEW-DASHBOARD: v2.json is a dashboard of schema v2' },
    { args: ['--dashboards', 'twice'], says: 'error PREVIEW-UID: b.json and a.json both have the uid "every-kind".' },
    { args: ['--dashboards', 'empty'], says: 'error PREVIEW-EMPTY: There is no dashboard in empty.' },
    {
      args: ['--dashboards', 'boards', '--prometheus', 'http://127.0.0.1:1'],
      says: 'error LIVE-UNREACHABLE: Prometheus cannot be asked at http://127.0.0.1:1: nothing listens there.',
    },
    { args: ['nowhere.ts'], says: 'error STACK-FILE' },
    { args: ['stacks/unknown-metric.stack.ts'], says: 'error METRIC-UNKNOWN' },
  ])('$args', async ({ args, says }) => {
    const out = `${bench.fresh()}.html`;
    const { status, stdout, stderr } = await bench.run('preview', ...args, '--out', out);
    expect({ status, stdout, files: bench.files(out) }).toEqual({ status: 1, stdout: '', files: [] });
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/\d errors?(, \d+ warnings?)?; nothing was written\.\n$/);
    expect(() => page(out)).toThrow('ENOENT');
  });

  test('a place that cannot be written to is named', async () => {
    const { status, stderr } = await bench.run(
      'preview',
      '--dashboards',
      'boards',
      '--out',
      'boards/shop/every-kind.json/x',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('error OUT-WRITE: boards/shop/every-kind.json/x cannot be written');
  });
});

describe('wrong usage', () => {
  test.each([
    { args: ['a.ts', 'b.ts'], mistake: 'One stack file is enough; got a.ts, b.ts.' },
    { args: ['a.ts', '--dashboards', 'boards'], mistake: 'Name a stack file or a folder with --dashboards, not both.' },
    { args: ['--dashboard', 'boards'], mistake: 'There is no option --dashboard. Did you mean --dashboards?' },
    { args: ['--dashboards', ''], mistake: '--dashboards needs a folder.' },
    { args: ['--out', ''], mistake: '--out needs a file.' },
    {
      args: ['--range', '6h'],
      mistake: '--range concerns data: say where Prometheus is with --prometheus https://HOST.',
    },
    {
      args: ['--prometheus', 'http://x', '--range', '6 hours'],
      mistake: '--range needs a duration between 1m and 366d, such as 6h; got "6 hours".',
    },
    {
      args: ['--prometheus', 'http://x', '--range', '5s'],
      mistake: '--range needs a duration between 1m and 366d, such as 6h; got "5s".',
    },
    {
      args: ['--prometheus', 'localhost'],
      mistake: '"localhost" is no address; write http://HOST:PORT or https://HOST.',
    },
    {
      args: ['--prometheus', 'http://x', '--var', 'queue'],
      mistake: '--var needs NAME=VALUE, such as service=api; got "queue".',
    },
  ])('$args: $mistake', async ({ args, mistake }) => {
    const { status, stdout, stderr } = await bench.run('preview', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(mistake);
  });
});
