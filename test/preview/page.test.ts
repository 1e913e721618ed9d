import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Dashboard } from '../../src/preview/dashboard.ts';
import { printPage } from '../../src/preview/print-page.ts';
import { type Outcome, questionKey, questionsOf, type Shown } from '../../src/preview/questions.ts';
import { readDashboard } from '../../src/preview/read-dashboard.ts';
import { timingOf } from '../../src/preview/time-range.ts';
import { choose } from '../../src/preview/variables.ts';
import { everyKind } from './every-kind.ts';
import { hostile as hostileJson, nasty } from './hostile.ts';

const read = (value: JsonObject): Dashboard => {
  const dashboard = readDashboard(value, { folder: 'shop', name: 'x' });
  if (typeof dashboard === 'string') throw new Error(dashboard);
  return dashboard;
};

const parts = {
  title: 'acme',
  script: "document.title='</script>'",
  style: 'body{margin:0}',
  asked: undefined,
  shown: new Map<string, Shown>(),
};

const page = (...dashboards: readonly Dashboard[]): string => printPage(dashboards, parts);

/** The page of one dashboard whose every query has the same outcome. */
const answered = (dashboard: Dashboard, outcome: Outcome): string => {
  const timing = timingOf(dashboard.range, 1_000_000_000, 15);
  const choices = new Map(dashboard.variables.map(each => [each.name, choose(each, undefined, [])]));
  const outcomes = new Map(questionsOf(dashboard, { timing, choices }).map(each => [questionKey(each), outcome]));
  return printPage([dashboard], {
    ...parts,
    asked: { server: 'http://localhost:9090', at: 1_000_000_000 },
    shown: new Map([[dashboard.uid, { timing, choices, outcomes }]]),
  });
};

const hostile = read(hostileJson);

const series = [0, 1].map(i => ({
  labels: { __name__: nasty, le: nasty, [nasty]: nasty, n: String(i) },
  points: [{ at: 999_999_900, value: i }],
}));

describe('whatever a dashboard says is text', () => {
  test.each([
    { sentence: 'as it is written', text: page(hostile) },
    { sentence: 'with data', text: answered(hostile, { kind: 'answered', series }) },
    { sentence: 'with failures', text: answered(hostile, { kind: 'failed', message: nasty }) },
  ])('$sentence', ({ text }) => {
    const data = /<script type="application\/json">(.*?)<\/script>/g;
    const markup = text.replace(data, '').replace(/<script>[\s\S]*<\/script>/, '');
    const tags = new Set(markup.match(/<[a-z]\w*/gi));
    expect([...tags].filter(tag => ['<script', '<img', '<iframe', '<link'].includes(tag))).toEqual([]);
    // Data hold no sign that could end their element.
    expect([...text.matchAll(data)].filter(([, json = '']) => json.includes('<'))).toEqual([]);
    expect(markup.match(/href="(?!#|https?:)[^"]*/g)).toBeNull();
    // What begins an attribute would stand between quotes and a space.
    expect(markup.match(/<[^<>]*"\s*onerror=|<[^<>]*\sstyle=/g)).toBeNull();
  });
});

describe('the page', () => {
  const text = page(read(everyKind));

  test('is the same bytes every time, in whatever order the dashboards come', () => {
    const others = ['a', 'b'].map(uid => read({ ...everyKind, uid, title: uid }));
    expect(page(...others)).toBe(page(...others.toReversed()));
  });

  test('allows its own script and style by their digests, and nothing else', () => {
    const digest = (tag: string): string => {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };
    expect(text).toContain(
      `content="default-src 'none'; script-src ${digest('script')}; style-src ${digest('style')}; base-uri 'none'; form-action 'none'"`,
    );
  });

  test('names no address that a browser would fetch', () => {
    expect(text).not.toMatch(/<(link|img|iframe|object|embed)\b|\ssrc=|url\(|@import/);
  });

  test('has a place, a title and details for every panel', () => {
    for (let i = 1; i <= 15; i++) {
      expect(text).toContain(`id="p-every-kind-${i}" aria-labelledby="t-every-kind-${i}"`);
      expect(text).toContain(`popovertarget="i-every-kind-${i}"`);
      expect(text).toContain(`id="i-every-kind-${i}" role="dialog"`);
    }
    expect(text).toContain('.c12-6{grid-column:13/span 6}');
  });

  test('shows queries, limits and links where there is no data', () => {
    expect(text).toContain(
      '<code>sort_desc(<wbr>queue_depth<wbr>{service=&quot;shop&quot;,<wbr>queue=~&quot;$queue&quot;})</code>',
    );
    expect(text).toContain('≥ 80% <span class="colour-name">orange</span>');
    expect(text).toContain(
      '<a href="https://runbooks.example/latency" target="_blank" rel="noreferrer noopener">Runbook</a>',
    );
    expect(text).toContain('<a href="#d-every-kind">Here</a> and <strong>there</strong>');
    expect(text).toContain('<details class="row"><summary><h3>Folded</h3>');
  });

  test('says what the server said when a query fails', () => {
    expect(answered(read(everyKind), { kind: 'failed', message: 'too many samples.' })).toContain(
      '<p class="failed">too many samples.</p>',
    );
  });

  test('says what the author wants said when there is no data', () => {
    expect(answered(read(everyKind), { kind: 'answered', series: [] })).toContain(
      '<p class="empty">Nobody counts this</p>',
    );
  });
});

test('a link leads to a dashboard of the page, to the web, or nowhere', () => {
  const text = page(
    read({
      title: 'x',
      uid: 'x',
      panels: [
        {
          type: 'stat',
          title: 's',
          links: [
            { title: 'own', url: 'https://grafana.example/d/x/slug?var-a=b' },
            { title: 'alert', url: '/alerting/list?search=rule%3AX' },
            { title: 'other', url: '/d/not-there' },
          ],
        },
      ],
    }),
  );
  expect(text).toContain('<a href="#d-x">own</a>');
  expect(text).toContain('<span class="nowhere" title="In Grafana: /alerting/list?search=rule%3AX">alert</span>');
  expect(text).toContain('<span class="nowhere" title="In Grafana: /d/not-there">other</span>');
});
