import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../cli/command.ts';
import { freePorts, listenOnLoopback } from '../e2e/listen.ts';
import { type RunningServer, startProgram } from '../e2e/servers.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { everyKind } from '../preview/every-kind.ts';
import { hostile } from '../preview/hostile.ts';
import { type BrowserPage, openBrowser } from './browser.ts';
import { writeShopHistory } from './preview-history.ts';

const repository = resolve(import.meta.dirname, '../..');
const dashboards = join(repository, 'dashboards');
/** Pictures for a person to look at. */
const pictures = join(repository, '.cache/preview');

let bench: Workbench;
let browser: BrowserPage;
const servers: RunningServer[] = [];
let exporter: { readonly port: number; readonly close: () => Promise<void> };
const root = mkdtempSync(join(tmpdir(), 'sightline-preview-'));
const addresses = { reference: '', hostile: '', data: '' };
const urls = { live: '' };

const draw = async (name: string, ...args: readonly string[]): Promise<string> => {
  const out = join(root, `${name}.html`);
  const { status, stdout, stderr } = await bench.run('preview', ...args, '--out', out);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(args.includes('--prometheus') ? /^\d+ queries asked: [^\n]+\n$/ : /^$/);
  return pathToFileURL(out).href;
};

/** Starts a Prometheus that scrapes the given targets every second. */
const startPrometheus = async (name: string, targets: readonly string[]): Promise<string> => {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s' },
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets }] }],
    }),
  );
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const server = startProgram('prometheus', {
    name,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder: join(folder, 'run'),
    health: `${url}/-/ready`,
  });
  servers.push(server);
  await server.ready;
  return url;
};

const visits = {
  uid: 'visits',
  title: 'Visits',
  panels: ['stat', 'timeseries'].map(type => ({
    type,
    title: type,
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    targets: [{ refId: 'A', expr: 'shop_visits', legendFormat: '{{job}}', instant: type === 'stat' }],
  })),
};

beforeAll(async () => {
  bench = openWorkbench();
  mkdirSync(pictures, { recursive: true });
  exporter = await listenOnLoopback(createServer((_, response) => response.end('shop_visits 42\n')));
  const now = Math.floor(Date.now() / 1_000);
  // The past reaches a little into the future, so that nothing here depends on how long the tests take. A Prometheus with
  // such a past scrapes nothing: what is scraped has one of its own.
  writeShopHistory(join(root, 'history'), join(root, 'past/data'), 'shop', now - 6.5 * 3_600, now + 1_800);
  const [past, live] = await Promise.all([
    startPrometheus('past', []),
    startPrometheus('live', [`127.0.0.1:${exporter.port}`]),
  ]);
  urls.live = live;
  browser = await openBrowser();
  for (const [folder, dashboard] of [
    ['shop', everyKind],
    ['evil', hostile],
    ['visits', visits],
  ] as const) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, 'dashboard.json'), JSON.stringify(dashboard));
  }
  addresses.reference = await draw('reference', '--dashboards', dashboards);
  addresses.hostile = await draw('hostile', '--dashboards', join(root, 'evil'), '--prometheus', past);
  addresses.data = await draw('data', '--dashboards', join(root, 'shop'), '--prometheus', past);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all(servers.map(server => server.stop()));
  await exporter?.close();
  bench?.remove();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
  await browser.show(1_440, 1_000, 'light');
});

/** Nothing but the file itself was fetched, and the console has nothing to say. */
const expectQuiet = (): void => {
  expect(browser.complaints).toEqual([]);
  expect(browser.fetched.filter(url => !url.startsWith('file:') && url !== 'about:blank')).toEqual([]);
};

/** Titles of the panels of every rendered dashboard, by uid. */
const rendered = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    readdirSync(dashboards, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.json'))
      .map(name => {
        const { uid, panels }: { readonly uid: string; readonly panels: readonly Given[] } = JSON.parse(
          readFileSync(join(dashboards, name), 'utf8'),
        );
        const all = panels.flatMap(panel => (panel.type === 'row' ? (panel.panels ?? []) : [panel]));
        return [uid, all.map(({ title }) => title ?? '')] as const;
      }),
  );

interface Given {
  readonly type: string;
  readonly title?: string;
  readonly panels?: readonly Given[];
}

/** The dashboard that is on the screen. */
const current = `document.querySelector('.dashboard:not([hidden])')`;
const go = async (uid: string): Promise<void> => {
  await browser.evaluate(`location.hash = '#d-${uid}'`);
  await browser.until(
    `${current}.id === 'd-${uid}' && document.querySelectorAll('.dashboard:not([hidden])').length === 1`,
  );
};
/** What leaves the window on its right side. */
const overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

describe('the dashboards of the reference stack', { timeout: 90_000 }, () => {
  test('are all there with all their panels, by day and by night, and nothing is fetched', async () => {
    await browser.open(addresses.reference);
    // The page opens as Grafana does.
    await browser.until(`${current}.id === 'd-home'`);
    const expected = rendered();
    expect(expected.size).toBeGreaterThan(20);
    for (const [uid, titles] of expected) {
      await go(uid);
      expect(
        await browser.evaluate(`[...${current}.querySelectorAll('.panel h4')].map(each => each.textContent)`),
      ).toEqual(titles);
    }
    await go('api-performance');
    await browser.screenshot(join(pictures, 'reference-light.png'));
    await browser.show(1_440, 1_000, 'dark');
    await browser.screenshot(join(pictures, 'reference-dark.png'));
    expectQuiet();
  });

  test('fit into a window of 375 pixels', async () => {
    await browser.open(addresses.reference);
    await browser.show(375, 800, 'light');
    for (const uid of rendered().keys()) {
      await go(uid);
      expect([uid, await browser.evaluate(overflow)]).toEqual([uid, 0]);
    }
    await browser.screenshot(join(pictures, 'reference-narrow.png'));
  });

  test('no panel lies over another', async () => {
    await browser.open(addresses.reference);
    for (const uid of rendered().keys()) {
      await go(uid);
      const overlapping = `(() => {
        const boxes = [...${current}.querySelectorAll('.panel')].map(each => [each.id, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
        return boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
          .filter(([, two]) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1)
          .map(([b]) => a + ' ' + b));
      })()`;
      expect(await browser.evaluate(overlapping)).toEqual([]);
    }
  });
});

describe('the keyboard', { timeout: 60_000 }, () => {
  const focused = 'document.activeElement';

  test('skips the menu, finds a dashboard by words and opens what a panel is made of', async () => {
    await browser.open(addresses.reference);
    await browser.press('Tab');
    expect(await browser.evaluate(`${focused}.className`)).toBe('skip');
    await browser.press('Enter', '\r');
    await browser.until(`${focused}.id === 'main'`);

    await browser.press('/', '/');
    await browser.until(`${focused}.id === 'find'`);
    for (const letter of 'web vit') await browser.press(letter, letter);
    await browser.until(`[...document.querySelectorAll('[data-find]')].filter(each => !each.hidden).length === 1`);
    await browser.press('Enter', '\r');
    await browser.until(`${current}.id === 'd-web-vitals' && ${focused}.id === 'n-web-vitals'`);
    expect(await browser.evaluate(`document.querySelector('[aria-current]').textContent`)).toBe('Web vitals');

    for (let i = 0; i < 30 && (await browser.evaluate(`${focused}.className`)) !== 'open'; i++)
      await browser.press('Tab');
    const button = await browser.evaluate(`${focused}.getAttribute('popovertarget')`);
    expect(await browser.evaluate(`getComputedStyle(${focused}).outlineStyle`)).toBe('solid');
    await browser.press('Enter', '\r');
    await browser.until(
      `${focused}.className === 'close' && document.querySelector(':popover-open').id === '${String(button)}'`,
    );
    await browser.press('Escape');
    await browser.until(`document.querySelector(':popover-open') === null && ${focused}.className === 'open'`);
    expectQuiet();
  });

  test('folds a row', async () => {
    await browser.open(addresses.reference);
    await go('api-performance');
    const row = `${current}.querySelector('.row')`;
    await browser.evaluate(`${row}.querySelector('summary').focus()`);
    await browser.press('Enter', '\r');
    await browser.until(`!${row}.open`);
    await browser.press('Enter', '\r');
    await browser.until(`${row}.open`);
  });
});

describe('with data of a Prometheus', { timeout: 60_000 }, () => {
  const unfold = `for (const row of document.querySelectorAll('.row')) row.open = true`;
  /** Charts are drawn when they are seen. */
  const seen = async (): Promise<void> => {
    await browser.evaluate(unfold);
    await browser.evaluate(
      `(async () => { for (const chart of document.querySelectorAll('.chart')) { chart.scrollIntoView(); await new Promise(requestAnimationFrame); } scrollTo(0, 0); })()`,
    );
    await browser.until(`[...document.querySelectorAll('.chart')].every(each => each.dataset.drawn === 'yes')`);
  };

  test('every kind of panel shows what was measured', async () => {
    await browser.open(addresses.data);
    await seen();
    // Pixels that are not empty, of each chart.
    const inked = `[...document.querySelectorAll('.chart canvas')].map(canvas => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let inked = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) inked += 1;
      return inked / (canvas.width * canvas.height) > 0.02;
    })`;
    expect(await browser.evaluate(inked)).toEqual([true, true, true]);
    const text = (id: number): string =>
      `document.getElementById('p-every-kind-${id}').querySelector('.panel-body').innerText`;
    expect(await browser.evaluate(text(1))).toMatch(/^\d+(\.\d+)? req\/s$/);
    expect(await browser.evaluate(`document.querySelector('.gauge').getAttribute('aria-label')`)).toMatch(
      /^In use: \d+%$/,
    );
    expect(await browser.evaluate(text(4))).toContain('mail');
    expect(await browser.evaluate(text(5))).toMatch(/p50\s+mean \d+(\.\d+)? ms/);
    expect(await browser.evaluate(text(8))).toContain('checkout');
    expect(await browser.evaluate(text(10))).toContain('Waiting');
    expect(await browser.evaluate(text(11))).toContain('firing QueueDepthHigh');
    expect(await browser.evaluate(text(14))).toBe('Nobody counts this');
    expect(await browser.evaluate(text(15))).toContain('parse error');
    expectQuiet();
  });

  test('arrow keys read values from a chart, and a legend hides its line', async () => {
    await browser.open(addresses.data);
    await seen();
    await browser.evaluate(`document.querySelector('.chart').focus()`);
    await browser.press('End');
    await browser.press('ArrowLeft');
    await browser.until(`/UTCp\\d/.test(document.querySelector('.chart .spoken').textContent)`);
    expect(await browser.evaluate(`document.querySelector('.chart .pointer').hidden`)).toBe(false);
    await browser.evaluate(`document.querySelector('.toggle').focus()`);
    await browser.press('Enter', '\r');
    await browser.until(`document.querySelector('.toggle').getAttribute('aria-pressed') === 'false'`);
    expectQuiet();
  });

  test('fits into 375 pixels, and is drawn anew by night', async () => {
    await browser.open(addresses.data);
    await seen();
    await browser.show(1_440, 1_500, 'light');
    await browser.screenshot(join(pictures, 'data-light.png'));
    const ink = `document.querySelector('.chart canvas').toDataURL()`;
    await browser.evaluate(`window.day = ${ink}`);
    await browser.show(1_440, 1_500, 'dark');
    await browser.until(`window.day !== ${ink}`);
    await browser.screenshot(join(pictures, 'data-dark.png'));
    await browser.show(375, 800, 'light');
    await browser.until(`document.querySelector('.chart canvas').getBoundingClientRect().width < 375`);
    expect(await browser.evaluate(overflow)).toBe(0);
    await browser.screenshot(join(pictures, 'data-narrow.png'));
    expectQuiet();
  });
});

test('what was scraped a moment ago is there', async () => {
  // Pages begin at whole steps: the first scrape may still be ahead of them.
  const page = await waitFor('a page shows what the exporter says', 60, async () => {
    const { stdout } = await bench.run(
      ...['preview', '--dashboards', join(root, 'visits'), '--prometheus', urls.live, '--range', '1m'],
    );
    return stdout.includes('<span class="name">shop</span>') && stdout.includes('>42</span>') ? stdout : undefined;
  });
  writeFileSync(join(root, 'visits.html'), page);
  await browser.open(pathToFileURL(join(root, 'visits.html')).href);
  await browser.until(`document.querySelector('.chart').dataset.drawn === 'yes'`);
  expectQuiet();
}, 90_000);

test('what an attacker writes into a dashboard does nothing', async () => {
  await browser.open(addresses.hostile);
  await browser.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
  expect(
    await browser.evaluate(`[typeof hit, document.querySelectorAll('img').length, document.scripts.length > 0]`),
  ).toEqual(['undefined', 0, true]);
  expect(
    await browser.evaluate(`[...document.links].filter(each => !/^(https?|file):$/.test(each.protocol)).length`),
  ).toBe(0);
  expectQuiet();
});
