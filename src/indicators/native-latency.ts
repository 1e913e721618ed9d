import type { Duration } from '../core/duration.ts';
import { durationShape, objectShape, textShape } from '../core/shape.ts';
import { isAtLeast } from '../promql/versions.ts';
import { aggregate, braces, orZero, secondsText } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface NativeLatencySli {
  readonly kind: 'nativeLatency';
  /** Name of a declared native histogram of seconds. */
  readonly histogram: string;
  /** Label matchers in PromQL, without braces: `handler="/api"`. An `Slo` that gives none has those of its service. */
  readonly where?: string;
  /** The limit: any duration; between two bounds of the histogram its share is interpolated. */
  readonly within: Duration;
}

/** The first release whose scrape configuration can ask for native histograms without a feature flag. */
const since = '3.8';

/** The share of events that took longer than a limit, from a native histogram: no bucket bound is needed. */
export const nativeLatency = defineIndicator<NativeLatencySli>({
  kind: 'nativeLatency',
  dimension: 'performance',
  shape: objectShape({ histogram: textShape, within: durationShape }, { where: textShape }),
  measure: ({ histogram, where, within }, { groupBy }) => {
    const rate = (window: string): string => aggregate('sum', groupBy, `rate(${histogram}${braces(where)}[${window}])`);
    return {
      weight: 'events',
      // The fraction of a histogram without observations is NaN, which no comparison keeps: then nothing was late.
      errors: (window, all) =>
        orZero(
          `clamp_min(1 - (histogram_fraction(-Inf, ${secondsText(within)}, ${rate(window)}) >= 0), 0) * ${all}`,
          all,
        ),
      total: window => `histogram_count(${rate(window)})`,
    };
  },
  mistakes: ({ histogram, within }, { metrics, isExternal, nativeHistograms, prometheus }) => {
    const declared = metrics.get(histogram);
    return [
      ...(declared?.kind === 'nativeHistogram' || (declared === undefined && isExternal(histogram))
        ? []
        : [
            {
              message: `\`${histogram}\` is ${declared === undefined ? 'no metric of the service' : 'no native histogram'}.`,
              hint:
                declared?.kind === 'histogram'
                  ? `\`${histogram}\` has classic buckets: measure it with kind 'latency', at one of its bounds.`
                  : 'Declare it with nativeHistogram() among the metrics of the service.',
            },
          ]),
      ...(declared?.kind !== 'nativeHistogram' || nativeHistograms
        ? []
        : [
            {
              message: `The scrape of the service does not take native histograms, such as \`${histogram}\`.`,
              hint: 'Add nativeHistograms: {keepClassic: true} to the `scrape` of the service.',
            },
          ]),
      ...(isAtLeast(prometheus, since)
        ? []
        : [
            {
              message: `Prometheus ${prometheus} does not scrape native histograms without a feature flag; ${since} is the first that does.`,
              hint: `Target Prometheus ${since} or newer, or promise ${within} as a bucket bound of a classic histogram.`,
            },
          ]),
    ];
  },
  example: { kind: 'nativeLatency', histogram: 'request_seconds', where: 'service="api"', within: '300ms' },
});
