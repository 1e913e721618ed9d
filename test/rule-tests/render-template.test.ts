import { describe, expect, test } from 'vitest';
import { renderTemplate } from '../../src/rule-tests/render-template.ts';

const labels = { instance: 'a:1', job: 'api' };

describe('an annotation', () => {
  test.each([
    ['plain text stays as it is', 'All is well.', 1, 'All is well.'],
    ['a label', 'On {{ $labels.instance }}.', 1, 'On a:1.'],
    ['a label that is missing is empty', '<{{ .Labels.node }}>', 1, '<>'],
    ['the value, with all its digits', '{{ $value }}', 0.1 + 0.2, '0.30000000000000004'],
    ['a large value', '{{ $value }}', 2.5e21, '2.5e+21'],
    ['a value below 1e21 in full', '{{ $value }}', 123_456_789_012, '123456789012'],
    ['a small value', '{{ .Value }}', 0.00001, '1e-05'],
    ['nothing but NaN', '{{ $value }}', Number.NaN, 'NaN'],
    ['an infinite value', '{{ $value | humanize }}', Number.POSITIVE_INFINITY, '+Inf'],
    ['a share', '{{ $value | humanizePercentage }}', 0.0525, '5.25%'],
    ['a share of four digits', '{{ $value | humanizePercentage }}', 0.123456, '12.35%'],
    ['a number with a prefix', '{{ $value | humanize }}', 1_234_567, '1.235M'],
    ['a number that is not large enough for one', '{{ $value | humanize }}', 999.94, '999.9'],
    ['a small number with a prefix', '{{ $value | humanize }}', 0.002, '2m'],
    ['nothing', '{{ $value | humanize }}', 0, '0'],
    ['bytes', '{{ $value | humanize1024 }}B', 3 * 1024 ** 3, '3GiB'],
    ['a duration of hours', '{{ $value | humanizeDuration }}', 3_725, '1h 2m 5s'],
    ['a duration of days', '{{ $value | humanizeDuration }}', 90_061, '1d 1h 1m 1s'],
    ['a duration of seconds', '{{ $value | humanizeDuration }}', 5.25, '5.25s'],
    ['a duration of milliseconds', '{{ $value | humanizeDuration }}', 0.25, '250ms'],
    ['a negative duration', '{{ $value | humanizeDuration }}', -61, '-1m 1s'],
    ['a function in front', '{{ humanize $value }}', 1_500, '1.5k'],
    ['a printed number', '{{ $value | printf "%.2f" }}', 7.456, '7.46'],
    ['a printed number and a label', '{{ printf "%s %.1f" $labels.job $value }}', 2, 'api 2.0'],
    [
      'a block for a label',
      'api{{ with $labels.instance }} at {{ $labels.instance }}{{ end }} is down',
      1,
      'api at a:1 is down',
    ],
    [
      'a block for a label that is missing',
      'api{{ with $labels.node }} on {{ $labels.node }}{{ end }} is down',
      1,
      'api is down',
    ],
    ['a pipeline of two', '{{ $labels.job | toUpper }}', 1, 'API'],
  ])('%s', (_, template, value, expected) => {
    expect(renderTemplate(template, labels, value)).toBe(expected);
  });

  test.each([
    ['a condition', '{{ if $value }}x{{ end }}'],
    ['a block with an else', '{{ with $labels.node }}a{{ else }}b{{ end }}'],
    ['a block that uses the dot', '{{ with $labels.job }}{{ . }}{{ end }}'],
    ['the fields of the alert inside of a block', '{{ with $labels.job }}{{ .Value }}{{ end }}'],
    ['a block in a block', '{{ with $labels.job }}{{ with $labels.instance }}a{{ end }}{{ end }}'],
    ['a query', '{{ query "up" | first | value }}'],
    ['a function that is not known here', '{{ $value | humanizeTimestamp }}'],
    ['an unknown verb', '{{ $value | printf "%d" }}'],
    ['a trimmed space', 'a {{- $value }}'],
    ['an open brace', '{{ $value'],
  ])('that holds %s is not rendered', (_, template) => {
    expect(renderTemplate(template, labels, 1)).toBeUndefined();
  });
});
