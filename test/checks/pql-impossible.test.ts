import { describe, expect, test } from 'vitest';
import { alert, said } from './pql-fixture.ts';

describe('matchers that select nothing', () => {
  test.each([
    [
      'a bound that no bucket has',
      'sum(rate(order_seconds_bucket{le="0.7"}[5m])) < 1',
      '`le="0.7"` selects nothing: `le` is declared with `0.5`, `1`, `2`, `+Inf`.',
    ],
    [
      'a list of bounds that no bucket has',
      'sum(rate(order_seconds_bucket{le=~"0.7|3(\\\\.0)?"}[5m])) < 1',
      '`le=~"0.7|3(\\\\.0)?"` selects nothing: `le` is declared with `0.5`, `1`, `2`, `+Inf`.',
    ],
    [
      'no value of a label that is always there',
      'queue_length{queue=""} > 3',
      '`queue=""` selects nothing: every series of `queue_length` has the label `queue`.',
    ],
    [
      'none of the values',
      'sum(rate(orders_total{status!~"ok|failed"}[5m])) > 100',
      '`status!~"ok|failed"` selects nothing: `status` is declared with `ok`, `failed`.',
    ],
    [
      'one after the other none of the values',
      'sum(rate(orders_total{status!="ok",status!="failed"}[5m])) > 100',
      '`status!="ok"` and `status!="failed"` select nothing: `status` is declared with `ok`, `failed`.',
    ],
    [
      'two services at once',
      'queue_length{service="shop",service="api"} > 3',
      '`service="shop"` and `service="api"` select nothing: no value is both.',
    ],
    [
      'two patterns of an external metric',
      'mesh_requests{code=~"2..",code=~"5.."} > 3',
      '`code=~"2.."` and `code=~"5.."` select nothing: no value is both.',
    ],
  ])('%s', (_, expr, message) => {
    expect(said([alert(expr)])).toEqual([['PQL-IMPOSSIBLE', `In the alert \`UnderTest\`: ${message}`]]);
  });

  test('are told once when the inference sees them', () => {
    const found = said([alert('queue_length{queue="a",queue="b"} > 3')]);
    expect(found.map(([code]) => code)).toEqual(['PQL-IMPOSSIBLE']);
  });
});

test.each([
  ['the bound of everything', 'sum(rate(order_seconds_bucket{le="+Inf"}[5m])) < 1'],
  ['a whole bound under both names', 'sum(rate(order_seconds_bucket{le=~"2(\\\\.0)?"}[5m])) < 1'],
  ['all bounds but one', 'sum(rate(order_seconds_bucket{le!="+Inf"}[5m])) < 1'],
  ['a label of an external metric that is empty', 'mesh_requests{code=""} > 3'],
  ['a label that nobody declares, without a value', 'queue_size{zone=""} > 3'],
  ['one of the values left out', 'sum(rate(orders_total{status!="ok"}[5m])) > 100'],
  ['two patterns that meet', 'sum(rate(http_requests_total{code=~"5..",code!="503"}[5m])) > 100'],
])('%s can be there', (_, expr) => {
  expect(said([alert(expr)])).toEqual([]);
});
