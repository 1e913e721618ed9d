import { describe, expect, test } from 'vitest';
import { silentMoment } from '../../src/analysis/always-open.ts';
import { intervalContains, isOpen, spanContains } from '../../src/analysis/time-interval.ts';
import { isPossible, readSpan } from '../../src/analysis/time-span.ts';
import type { Route } from '../../src/ir/routing.ts';
import type { TimeInterval, TimeSpan } from '../../src/ir/time-interval.ts';

const kyiv = 'Europe/Kyiv';
const newYork = 'America/New_York';
const from = (start: string, end: string): Pick<TimeSpan, 'times'> => ({
  times: [{ start_time: start, end_time: end }],
});
const contains = (span: TimeSpan, moment: string): boolean => spanContains(span, Date.parse(moment));

describe('a span', () => {
  test.each<[string, TimeSpan, string, boolean]>([
    // Winter in Kyiv is two hours ahead of UTC, summer three; in 2026 the clocks change on 29 March and 25 October.
    ['begins with its first minute', { ...from('09:00', '18:00'), location: kyiv }, '2026-03-27T07:00:00Z', true],
    ['does not begin a second before', { ...from('09:00', '18:00'), location: kyiv }, '2026-03-27T06:59:59Z', false],
    ['ends before its last minute', { ...from('09:00', '18:00'), location: kyiv }, '2026-03-27T16:00:00Z', false],
    ['lasts until then', { ...from('09:00', '18:00'), location: kyiv }, '2026-03-27T15:59:59Z', true],
    [
      'begins an hour earlier in UTC in summer',
      { ...from('09:00', '18:00'), location: kyiv },
      '2026-03-30T06:00:00Z',
      true,
    ],
    [
      'ends an hour earlier in UTC in summer',
      { ...from('09:00', '18:00'), location: kyiv },
      '2026-03-30T15:00:00Z',
      false,
    ],
    [
      'has no hour that the clocks skip: before',
      { ...from('03:00', '04:00'), location: kyiv },
      '2026-03-29T00:59:59Z',
      false,
    ],
    [
      'has no hour that the clocks skip: after',
      { ...from('03:00', '04:00'), location: kyiv },
      '2026-03-29T01:00:00Z',
      false,
    ],
    [
      'has the hour that comes twice: first',
      { ...from('03:00', '04:00'), location: kyiv },
      '2026-10-25T00:30:00Z',
      true,
    ],
    [
      'has the hour that comes twice: second',
      { ...from('03:00', '04:00'), location: kyiv },
      '2026-10-25T01:30:00Z',
      true,
    ],
    ['and not a third time', { ...from('03:00', '04:00'), location: kyiv }, '2026-10-25T02:30:00Z', false],
    // New York changes on 8 March and 1 November: five hours behind UTC in winter, four in summer.
    ['in New York before the change', { ...from('09:00', '17:00'), location: newYork }, '2026-03-06T14:00:00Z', true],
    [
      'in New York an hour too early before it',
      { ...from('09:00', '17:00'), location: newYork },
      '2026-03-06T13:00:00Z',
      false,
    ],
    ['in New York after the change', { ...from('09:00', '17:00'), location: newYork }, '2026-03-09T13:00:00Z', true],
    [
      'in New York has no 02:30 on the day of the change',
      { ...from('02:00', '03:00'), location: newYork },
      '2026-03-08T07:00:00Z',
      false,
    ],
    [
      'in New York has 01:30 twice: first',
      { ...from('01:00', '02:00'), location: newYork },
      '2026-11-01T05:30:00Z',
      true,
    ],
    [
      'in New York has 01:30 twice: second',
      { ...from('01:00', '02:00'), location: newYork },
      '2026-11-01T06:30:00Z',
      true,
    ],
    ['in UTC knows no change', { ...from('09:00', '18:00'), location: 'UTC' }, '2026-07-01T09:00:00Z', true],
    [
      'until 24:00 has the last minute of the day',
      { ...from('22:00', '24:00'), location: 'UTC' },
      '2026-01-31T23:59:59Z',
      true,
    ],
    [
      'until 24:00 does not have the first of the next',
      { ...from('22:00', '24:00'), location: 'UTC' },
      '2026-02-01T00:00:00Z',
      false,
    ],
    ['from 00:00 has midnight', { ...from('00:00', '06:00'), location: 'UTC' }, '2026-02-01T00:00:00Z', true],
    [
      'of the whole day is the day of the place',
      { ...from('00:00', '24:00'), weekdays: ['saturday'], location: kyiv },
      '2026-01-02T22:00:00Z',
      true,
    ],
    ['of a weekday ends with the local day', { weekdays: ['friday'], location: kyiv }, '2026-01-02T22:00:00Z', false],
    [
      'of weekdays has the first of them',
      { weekdays: ['monday:friday'], location: 'UTC' },
      '2026-01-05T12:00:00Z',
      true,
    ],
    ['of weekdays has no Saturday', { weekdays: ['monday:friday'], location: 'UTC' }, '2026-01-03T12:00:00Z', false],
    [
      'of several weekdays has each',
      { weekdays: ['saturday', 'sunday'], location: 'UTC' },
      '2026-01-04T12:00:00Z',
      true,
    ],
    [
      'of the week from Sunday on has Saturday',
      { weekdays: ['sunday:saturday'], location: 'UTC' },
      '2026-01-03T12:00:00Z',
      true,
    ],
    ['of the last day has 28 February', { days_of_month: ['-1'], location: 'UTC' }, '2026-02-28T12:00:00Z', true],
    [
      'of the last day has 29 February in a leap year',
      { days_of_month: ['-1'], location: 'UTC' },
      '2028-02-29T12:00:00Z',
      true,
    ],
    [
      'of the last day has no 28 February then',
      { days_of_month: ['-1'], location: 'UTC' },
      '2028-02-28T12:00:00Z',
      false,
    ],
    ['of the last day has 31 December', { days_of_month: ['-1'], location: 'UTC' }, '2026-12-31T12:00:00Z', true],
    [
      'of the last three days begins two days before',
      { days_of_month: ['-3:-1'], location: 'UTC' },
      '2026-04-28T12:00:00Z',
      true,
    ],
    [
      'of the last three days does not begin earlier',
      { days_of_month: ['-3:-1'], location: 'UTC' },
      '2026-04-27T12:00:00Z',
      false,
    ],
    [
      'to the last day begins where it says',
      { days_of_month: ['25:-1'], location: 'UTC' },
      '2026-02-25T12:00:00Z',
      true,
    ],
    ['beyond the month ends with it', { days_of_month: ['28:31'], location: 'UTC' }, '2026-02-28T12:00:00Z', true],
    [
      'that begins beyond the month is not its last day',
      { days_of_month: ['30:31'], location: 'UTC' },
      '2026-02-28T12:00:00Z',
      false,
    ],
    [
      'from further back than the month begins with it',
      { days_of_month: ['-31:-28'], location: 'UTC' },
      '2026-02-01T12:00:00Z',
      true,
    ],
    ['of months by name', { months: ['december:december'], location: 'UTC' }, '2026-12-01T00:00:00Z', true],
    ['of months by number', { months: ['6:8'], location: 'UTC' }, '2026-09-01T00:00:00Z', false],
    ['of months in the zone of the place', { months: ['january'], location: newYork }, '2026-02-01T04:59:00Z', true],
    ['of years', { years: ['2026:2027'], location: 'UTC' }, '2027-12-31T23:59:59Z', true],
    ['of years ends with them', { years: ['2026:2027'], location: 'UTC' }, '2028-01-01T00:00:00Z', false],
    [
      'of all conditions needs all',
      { weekdays: ['friday'], days_of_month: ['13'], location: 'UTC' },
      '2026-02-13T12:00:00Z',
      true,
    ],
    [
      'of all conditions is not content with one',
      { weekdays: ['friday'], days_of_month: ['13'], location: 'UTC' },
      '2026-02-20T12:00:00Z',
      false,
    ],
    ['without conditions has every moment', { location: 'UTC' }, '2026-02-20T12:00:00Z', true],
    ['with an empty list of times has none', { times: [], location: 'UTC' }, '2026-02-20T12:00:00Z', false],
    ['of a place that does not exist has none', { location: 'Mars/Base' }, '2026-02-20T12:00:00Z', false],
  ])('%s', (_, span, moment, expected) => {
    expect(contains(span, moment)).toBe(expected);
  });

  test.each<[string, TimeSpan, readonly string[]]>([
    [
      'that ends before it begins',
      { ...from('18:00', '09:00'), location: 'UTC' },
      ['18:00 to 09:00 is empty: a span that crosses midnight is two, the first until 24:00'],
    ],
    [
      'with a time that no clock shows',
      { ...from('9:00', '25:00'), location: 'UTC' },
      ['"9:00" is no time of a day from 00:00 to 24:00', '"25:00" is no time of a day from 00:00 to 24:00'],
    ],
    [
      'with a weekend that crosses Sunday',
      { weekdays: ['saturday:sunday'], location: 'UTC' },
      ['"saturday:sunday" ends before it begins'],
    ],
    [
      'with a short name',
      { weekdays: ['mon'], location: 'UTC' },
      ['"mon" is no weekday or range of them, such as monday:friday'],
    ],
    [
      'with a day zero',
      { days_of_month: ['0'], location: 'UTC' },
      ['"0" is no day of the month or range of them, such as 1:7 or -1'],
    ],
    [
      'from the end to the beginning',
      { days_of_month: ['-3:2'], location: 'UTC' },
      ['"-3:2" begins at the end of the month and ends at its beginning'],
    ],
    [
      'with a thirteenth month',
      { months: ['13'], location: 'UTC' },
      ['"13" is no month or range of them, such as january:march or 7'],
    ],
    ['that is fine', { weekdays: ['monday:friday'], months: ['June'], years: ['2026'], location: 'UTC' }, []],
  ])('%s is read with its mistakes', (_, span, mistakes) => {
    expect(readSpan(span).mistakes).toEqual(mistakes);
  });

  test.each<[string, TimeSpan, boolean]>([
    ['of 31 February never comes', { days_of_month: ['31'], months: ['february'], location: 'UTC' }, false],
    ['of 29 February comes', { days_of_month: ['29'], months: ['february'], location: 'UTC' }, true],
    [
      'of 29 February does not come in 2027',
      { days_of_month: ['29'], months: ['2'], years: ['2027'], location: 'UTC' },
      false,
    ],
    ['of Friday the thirteenth comes', { days_of_month: ['13'], weekdays: ['friday'], location: 'UTC' }, true],
    [
      'of a holiday on another weekday does not',
      { days_of_month: ['25'], months: ['12'], years: ['2026'], weekdays: ['monday'], location: 'UTC' },
      false,
    ],
  ])('%s', (_, span, possible) => {
    expect(isPossible(readSpan(span).span)).toBe(possible);
  });
});

const interval = (name: string, ...spans: readonly TimeSpan[]): TimeInterval => ({ name, spans, path: '' });
const route = (own: Partial<Route>): Route => ({ receiver: 'r', matchers: [], routes: [], path: '', ...own });

const office = interval('office', { weekdays: ['monday:friday'], ...from('09:00', '18:00'), location: 'UTC' });
const rest = interval(
  'rest',
  { weekdays: ['monday:friday'], ...from('00:00', '09:00'), location: 'UTC' },
  { weekdays: ['monday:friday'], ...from('18:00', '24:00'), location: 'UTC' },
  { weekdays: ['saturday'], location: 'UTC' },
);
const holiday = interval('holiday', { years: ['2026'], months: ['5'], days_of_month: ['1'], location: 'UTC' });
const intervals = new Map([office, rest, holiday].map(each => [each.name, each]));

describe('a route', () => {
  test.each<[string, Partial<Route>, string, boolean]>([
    ['without hours always speaks', {}, '2026-01-03T12:00:00Z', true],
    ['speaks in its hours', { activeTimeIntervals: ['office'] }, '2026-01-05T12:00:00Z', true],
    ['is silent outside of them', { activeTimeIntervals: ['office'] }, '2026-01-05T18:00:00Z', false],
    ['speaks in any of its hours', { activeTimeIntervals: ['office', 'rest'] }, '2026-01-05T18:00:00Z', true],
    ['is silent while it is muted', { muteTimeIntervals: ['office'] }, '2026-01-05T12:00:00Z', false],
    [
      'is silent when muted within its hours',
      { activeTimeIntervals: ['office'], muteTimeIntervals: ['holiday'] },
      '2026-05-01T12:00:00Z',
      false,
    ],
    [
      'speaks the year after',
      { activeTimeIntervals: ['office'], muteTimeIntervals: ['holiday'] },
      '2028-05-01T12:00:00Z',
      true,
    ],
    ['is silent when nobody defines its hours', { activeTimeIntervals: ['nothing'] }, '2026-01-05T12:00:00Z', false],
  ])('%s', (_, own, moment, open) => {
    expect(isOpen(route(own), intervals, Date.parse(moment))).toBe(open);
  });

  test('an interval is any of its spans', () => {
    expect(intervalContains(rest, Date.parse('2026-01-03T12:00:00Z'))).toBe(true);
  });
});

describe('routes together', () => {
  const silence = (...own: readonly Partial<Route>[]): string | undefined => {
    const at = silentMoment(own.map(route), intervals);
    return at === undefined ? undefined : new Date(at).toISOString();
  };

  test.each<[string, readonly Partial<Route>[], string | undefined]>([
    ['are never silent while one has no hours', [{ activeTimeIntervals: ['office'] }, {}], undefined],
    [
      'are silent on the first Sunday that no crew covers',
      [{ activeTimeIntervals: ['office'] }, { activeTimeIntervals: ['rest'] }],
      '2027-01-03T00:00:00.000Z',
    ],
    [
      'that share the week are never silent',
      [{ activeTimeIntervals: ['office'] }, { muteTimeIntervals: ['office'] }],
      undefined,
    ],
    ['are silent on the holiday of one year', [{ muteTimeIntervals: ['holiday'] }], '2026-05-01T00:00:00.000Z'],
  ])('%s', (_, own, moment) => {
    expect(silence(...own)).toBe(moment);
  });
});
