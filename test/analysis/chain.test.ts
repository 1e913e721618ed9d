import { expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base } from '../accepted/base.ts';

test('a chain of thousands of recording rules, read from its end, is followed without a crash', async () => {
  const length = 5_000;
  const rules = Array.from({ length }, (_, i) => ({
    kind: 'record' as const,
    record: `step:${i}`,
    expr: i === length - 1 ? 'sum(rate(http_requests_total{service="api"}[5m]))' : `step:${i + 1} * 2`,
  }));
  const { diagnostics, plan } = await synthesize(
    { catalogue: { ...base, ruleGroups: [{ id: 'chain', rules }] }, diagnostics: [] },
    { today: '2026-01-01', targets: [] },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(plan?.groups.find(({ name }) => name === 'chain')?.rules).toHaveLength(length);
});
