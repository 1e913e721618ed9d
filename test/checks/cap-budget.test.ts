import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base, platform } from '../accepted/base.ts';

const hintsOf = async (change: object, service: object = {}): Promise<readonly (string | undefined)[]> => {
  const catalogue = {
    ...base,
    ...change,
    teams: [{ ...platform, budget: { series: 10 } }],
    services: base.services.map(entry => ({ ...entry, ...service })),
  };
  const { diagnostics } = await synthesize(
    { catalogue, diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.filter(({ code }) => code === 'CAP-BUDGET').map(({ hint }) => hint);
};

const rest = 'eave out labels, scrape less often, or agree on a larger `budget`.';

describe('a team beyond its budget is told what can still be saved', () => {
  test.each([
    ['where everything is stored', {}, {}, `Store only what is read (\`cardinality: 'used'\`), l${rest}`],
    [
      'where only what is read is stored',
      { prometheus: { cardinality: 'used' } },
      {},
      `Only what is read is stored already: l${rest}`,
    ],
    [
      'where one job stores everything',
      { prometheus: { cardinality: 'used' } },
      { scrape: { cardinality: 'all' } },
      `Store only what is read (\`cardinality: 'used'\`), l${rest}`,
    ],
    [
      'where a selector without a name reads everything of a job',
      { prometheus: { cardinality: 'used' } },
      {
        alerts: [
          {
            ...base.services[0]?.alerts?.[0],
            id: 'Anything',
            expr: 'count({__name__=~"http_.+",job="api"}) > 1000',
          },
        ],
      },
      `Name the metric in selectors of \`api\`, which store everything because of one without a name, l${rest}`,
    ],
  ])('%s', async (_, change, service, hint) => {
    expect(await hintsOf(change, service)).toEqual([hint]);
  });
});
