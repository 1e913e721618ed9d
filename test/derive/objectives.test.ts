import { describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { objectives } from '../../src/derive/objectives.ts';
import { resolve } from '../../src/model/resolve.ts';
import { api, withService, withStack } from '../accepted/base.ts';

const page = (catalogue: unknown): string => {
  const valid = validateCatalogue(catalogue).catalogue;
  const [document] = valid === undefined ? [] : (objectives(resolve(valid).model).documents ?? []);
  return String(document?.body ?? '');
};

const one = (own: object): string => page(withService({ slos: [{ ...api.slos[0], ...own }] }));

describe('the page of objectives says', () => {
  test.each<[string, object, string]>([
    ['what is promised', {}, '99.9 % of the events over 30d.'],
    ['for how long that may be broken', {}, 'A complete outage may last 43m12s altogether.'],
    ['when a row finds an outage', {}, '| page-fast | critical | 1h and 5m | 14.4 | 1.44 % | 52s |'],
    ['that a state counts time', { sli: { kind: 'probe', probe: 'health' } }, '99.9 % of the time over 30d.'],
    [
      'that slices count time',
      { slices: { length: '5m', target: '95%' } },
      '99.9 % of the time, in slices of 5m of which 95 % of the events were good, over 30d.',
    ],
    ['which groups have budgets', { groupBy: ['handler'] }, 'over 30d, for each handler by itself.'],
    ['that a month is one of the calendar', { window: 'month' }, '99.9 % of the events per calendar month.'],
    ['what it costs', {}, 'read about 2352 recorded samples per second, for one objective without groups.'],
  ])('%s', (_, own, expected) => {
    expect(one(own)).toContain(expected);
  });

  test('who answers the long windows', () => {
    expect(page(withStack({ objectives: { longWindows: 'ruler' } }))).toContain(
      'A ruler answers them: load the files `rules/*-slo-ruler.yml` into it.',
    );
  });

  test('what a performance budget allows', () => {
    const performance = [
      { id: 'speed', histogram: 'http_request_duration_seconds', p95: '500ms', p99: '1s', runbook: 'errors' },
    ];
    expect(page(withService({ performance }))).toContain('| speed | 95 % | 0.5 s |\n| speed | 99 % | 1 s |');
  });

  test('nothing where nothing is promised', () => {
    expect(page(withService({ slos: [] }))).toBe('');
  });
});
