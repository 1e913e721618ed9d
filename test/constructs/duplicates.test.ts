import { Team } from 'sightline';
import { expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { addTo, service, shopStack } from './shop-stack.ts';

const findings = async ({ stack }: ReturnType<typeof shopStack>): Promise<readonly string[]> => {
  const { diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01' });
  return diagnostics.map(({ code, path }) => `${code} ${path}`);
};

test('nothing twice: no findings', async () => {
  expect(await findings(shopStack())).toEqual([]);
});

test('two services with one name are one finding, at the second', async () => {
  const shop = shopStack();
  service(shop.stack, shop.team, 'api');
  expect(await findings(shop)).toEqual(['NAME-DUP shop/api~2']);
});

test('two teams with one name', async () => {
  const shop = shopStack();
  new Team(shop.stack, 'sales', { timezone: 'UTC' });
  expect(await findings(shop)).toEqual(['NAME-DUP shop/sales~2']);
});

test('two of everything below a service: one finding each', async () => {
  const shop = shopStack();
  addTo(shop.api);
  expect(await findings(shop)).toEqual([
    'NAME-DUP shop/api/Errors~2',
    'NAME-DUP shop/api/answers~2',
    'NAME-DUP shop/api/health~2',
  ]);
});
