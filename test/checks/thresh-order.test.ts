import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';

const load = 'sum(rate(http_requests_total{service="api"}[5m]))';
const per = 'sum by (method) (rate(http_requests_total{service="api"}[5m]))';

const alert = (id: string, severity: string, expr: string, group = 'load') => ({
  ...api.alerts[0],
  id,
  severity,
  expr,
  group,
});

const found = async (alerts: readonly unknown[]) => {
  const { diagnostics } = await synthesize(
    { catalogue: withService({ alerts }), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.filter(({ code }) => code === 'THRESH-ORDER').map(({ path, message }) => `${path}: ${message}`);
};

describe('a warning and its page', () => {
  test.each([
    { title: 'the warning comes first', warning: `${load} > 70`, critical: `${load} > 90` },
    { title: 'both at once', warning: `${load} > 90`, critical: `${load} > 90` },
    { title: 'the warning comes first on the way down', warning: `${load} < 3`, critical: `${load} < 1` },
    { title: 'different things are compared', warning: `${per} > 95`, critical: `${load} > 90` },
    { title: 'one is a floor, the other a ceiling', warning: `${load} > 95`, critical: `${load} < 90` },
  ])('are in order when $title', async ({ warning, critical }) => {
    expect(await found([alert('Mild', 'warning', warning), alert('Grave', 'critical', critical)])).toEqual([]);
  });

  test('of different groups have nothing to do with each other', async () => {
    expect(
      await found([alert('Mild', 'warning', `${load} > 95`, 'a'), alert('Grave', 'critical', `${load} > 90`, 'b')]),
    ).toEqual([]);
  });

  test.each([
    { title: 'above', warning: `${load} > 95`, critical: `${load} >= 90`, says: ['above 95', 'above 90'] },
    { title: 'below', warning: `${load} < 1`, critical: `${load} < 3`, says: ['below 1', 'below 3'] },
    {
      title: 'with the number first',
      warning: `95 < ${load}`,
      critical: `${load} > 90`,
      says: ['above 95', 'above 90'],
    },
    {
      title: 'on one side of an and',
      warning: `${load} > 95 and ${load} < 1000`,
      critical: `${load} > 90`,
      says: ['above 95', 'above 90'],
    },
  ])('are out of order: $title', async ({ warning, critical, says }) => {
    expect(await found([alert('Mild', 'warning', warning), alert('Grave', 'critical', critical)])).toEqual([
      `acme/api/Mild: The warning \`Mild\` fires ${says[0]}, beyond the critical \`Grave\`, which fires ${says[1]}.`,
    ]);
  });

  test('are an info and a warning as well', async () => {
    expect(
      await found([alert('Mild', 'info', `${load} > 95`), alert('Grave', 'warning', `${load} > 90`)]),
    ).toHaveLength(1);
  });
});
