import { describe, expect, test } from 'vitest';
import { metricHandle } from '../../src/promql/build.ts';
import { counter, gauge } from '../../src/promql/declare.ts';
import { promql } from '../../src/promql/template.ts';

const requests = metricHandle(counter('requests_total', { labels: ['status'] }), { service: 'api' });
const queue = metricHandle(gauge('queue_length'));

describe('an existing query', () => {
  test.each([
    ['stays what it is', promql`sum(rate(x[5m])) by (job)`, 'sum by (job) (rate(x[5m]))'],
    [
      'takes a metric by reference',
      promql`sum(rate(${requests}{status=~"5.."}[5m]))`,
      'sum(rate(requests_total{service="api",status=~"5.."}[5m]))',
    ],
    [
      'moves the modifiers of a metric behind the range',
      promql`rate(${requests.offset('1d')}[5m])`,
      'rate(requests_total{service="api"}[5m] offset 1d)',
    ],
    ['takes a query with the parentheses it needs', promql`${queue.plus(1)} * 2`, '(queue_length + 1) * 2'],
    ['takes a number and a duration', promql`increase(x[${'1h'}]) > ${5}`, 'increase(x[1h]) > 5'],
    ['takes no number for a metric', promql`up > ${Number.POSITIVE_INFINITY}`, 'up > Inf'],
    ['takes a negative base in parentheses', promql`${-2} ^ ${queue}`, '(-2) ^ queue_length'],
    ['takes a negative number elsewhere as it is', promql`${queue} @ ${-1} > ${-2}`, 'queue_length @ -1 > -2'],
    [
      'replaces a matcher that a metric is bound to',
      promql`${requests}{service="other",status="500"}`,
      'requests_total{service="other",status="500"}',
    ],
    [
      'replaces it in a range as well',
      promql`rate(${requests}{service=~"a|b"}[5m])`,
      'rate(requests_total{service=~"a|b"}[5m])',
    ],
    ['can be built on', promql`up`.sumBy('job').gt(1), 'sum by (job) (up) > 1'],
    ['knows dashboard variables', promql`rate(x[$__rate_interval])`, 'rate(x[$__rate_interval])'],
    [
      'takes a query into a subquery',
      promql`max_over_time(${queue.plus(1)}[5m:])`,
      'max_over_time((queue_length + 1)[5m:])',
    ],
  ])('%s', (_, query, text) => {
    expect(query.toPromql()).toBe(text);
    expect(query.mistakes).toEqual([]);
  });

  test.each([
    ['cannot be read', promql`sum(`, ['Where the expression ends, an expression is expected.']],
    ['has the wrong type', promql`rate(${requests})`, ['`rate` takes a range vector, not an instant vector.']],
    [
      'puts a query into a string',
      promql`up{job="${queue}"}`,
      ['queue_length stands inside a name, a string or a list of labels, where only text can stand.'],
    ],
    [
      'puts a query among labels',
      promql`sum by (${queue}) (up)`,
      ['queue_length stands inside a name, a string or a list of labels, where only text can stand.'],
    ],
    [
      'puts a query into a name',
      promql`${queue}_total`,
      ['queue_length stands inside a name, a string or a list of labels, where only text can stand.'],
    ],
    [
      'puts a query where a duration stands',
      promql`rate(up[${queue}])`,
      ['Where `queue_length` stands, a duration is expected.'],
    ],
    [
      'gives a query a range',
      promql`max_over_time(${queue.plus(1)}[5m])`,
      [
        'Matchers, ranges and modifiers follow a metric, and queue_length + 1 is a query. Put it in a subquery: ${query}[5m:].',
      ],
    ],
    [
      'gives a query matchers',
      promql`${queue.plus(1)}{a="b"}`,
      [
        'Matchers, ranges and modifiers follow a metric, and queue_length + 1 is a query. Put it in a subquery: ${query}[5m:].',
      ],
    ],
  ])('leaves a mistake when it %s', (_, query, mistakes) => {
    expect(query.mistakes).toEqual(mistakes);
  });

  test('leaves a mistake when something is no value', () => {
    const untyped: { readonly nothing?: never } = {};
    const query = Reflect.apply(promql, undefined, [Object.assign(['rate(', '[5m])'], { raw: [] }), untyped.nothing]);
    expect(query).toMatchObject({ mistakes: ['A metric, a query, a number or a text is expected, not nothing.'] });
  });
});
