import type { ObservabilityStackProps } from 'sightline';
import { expect, test } from 'vitest';
import type { Route } from '../../src/ir/routing.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { shopStack } from './shop-stack.ts';

/** How soon each receiver hears: `receiver group_wait group_interval`, sorted. */
const paces = async (alerting?: ObservabilityStackProps['alerting']): Promise<readonly string[]> => {
  const { stack } = shopStack(alerting === undefined ? {} : { alerting });
  const { plan, diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01' });
  if (plan === undefined) return diagnostics.map(({ code, message }) => `${code} ${message}`);
  const visit = (route: Route): readonly string[] => [
    ...(route.groupWait === undefined ? [] : [`${route.receiver} ${route.groupWait} ${route.groupInterval}`]),
    ...route.routes.flatMap(visit),
  ];
  return [...new Set(visit(plan.routing.root))].toSorted();
};

test('without a word about it, pages wait 10 s and changes 5 min', async () => {
  expect(await paces()).toEqual([
    'fallback 30s 5m',
    'heartbeat 0s 1m',
    'sales-mail 1m 15m',
    'sales-notify 10s 5m',
    'sales-page 10s 5m',
  ]);
});

test('a stack can be told sooner; mail and the heartbeat keep their pace', async () => {
  expect(await paces({ groupWait: '0s', groupInterval: '30s' })).toEqual([
    'fallback 30s 30s',
    'heartbeat 0s 1m',
    'sales-mail 1m 15m',
    'sales-notify 0s 30s',
    'sales-page 0s 30s',
  ]);
});

test('an interval of nothing is refused, as Alertmanager refuses it', async () => {
  expect(await paces({ groupInterval: '0s' })).toEqual([
    'CAT-TYPE `alerting.groupInterval` must be a duration longer than nothing, such as 5m, not "0s".',
  ]);
});
