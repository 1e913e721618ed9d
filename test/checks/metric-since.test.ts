import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withStack } from '../accepted/base.ts';

const found = async (blackbox: string, expr: string) => {
  const { diagnostics } = await synthesize(
    {
      catalogue: withStack({
        versions: { blackbox },
        services: [{ ...api, alerts: api.alerts.map(alert => ({ ...alert, expr })) }],
      }),
      diagnostics: [],
    },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.filter(({ code }) => code === 'METRIC-SINCE').map(({ message }) => message);
};

describe('a metric that came with a release', () => {
  const young = 'max(probe_failed_due_to_cel{service="api"}) == 1';

  test.each(['0.27', '0.27.0', '0.28.0', '1.0.0'])('is there in %s', async version => {
    expect(await found(version, young)).toEqual([]);
  });

  test.each(['0.26.0', '0.9'])('is not there in %s', async version => {
    expect(await found(version, young)).toEqual([
      `The alert \`RequestsMissing\` uses the metric \`probe_failed_due_to_cel\`, which blackbox ${version} does not have: it came with 0.27.`,
    ]);
  });

  test('is told once however often it is used', async () => {
    expect(await found('0.26.0', `${young} and ${young}`)).toHaveLength(1);
  });

  test('leaves older metrics alone', async () => {
    expect(await found('0.26.0', 'max(probe_success{service="api"}) == 0')).toEqual([]);
  });
});
