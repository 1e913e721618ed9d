import { expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';

const pageOf = async (change: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const { files } = await synthesize(
    { catalogue: withService(change), diagnostics: [] },
    { today: '2026-01-01', targets: [] },
  );
  return files.get('dist/reports/index.html') ?? '';
};

test('an alert stands there with its time to notify, whom it reaches, and its threshold', async () => {
  const page = await pageOf({
    alerts: [
      {
        ...api.alerts[0],
        id: 'QueueLong',
        severity: 'critical',
        for: '1m',
        expr: 'sum(rate(http_requests_total{service="api"}[5m])) > 250',
      },
    ],
  });
  expect(page).toContain('<th scope="row">QueueLong</th><td>api</td><td>critical</td>');
  expect(page).toContain('<td>above 250</td><td>1m</td><td>critical</td>');
  expect(page).toMatch(/QueueLong<\/th>(<td>[^<]*<\/td>)+<td>[^<]*platform-page[^<]*<\/td>/);
});

test('it needs nothing from elsewhere, and runs nothing', async () => {
  const page = await pageOf();
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<link|<img|src=/);
});
