import type { Duration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { durationShape, objectShape, textShape } from '../core/shape.ts';
import { aggregate, braces, secondsText } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface ProbeSli {
  readonly kind: 'probe';
  /** Id of a probe of the service. */
  readonly probe: string;
  /** Longest duration of a good probe. Default: success is enough. */
  readonly within?: Duration;
}

/** The time in which a probe failed, or took too long. */
export const probe = defineIndicator<ProbeSli>({
  kind: 'probe',
  shape: objectShape({ probe: textShape }, { within: durationShape }),
  measure: ({ probe: id, within }, { service, groupBy }) => {
    const at = braces(`service="${service}"`, `probe="${id}"`);
    const good = `(probe_success${at} == bool 1)`;
    const quick = within === undefined ? '' : ` * (probe_duration_seconds${at} <= bool ${secondsText(within)})`;
    return { weight: 'time', bad: `1 - ${aggregate('avg', groupBy, `${good}${quick}`)}` };
  },
  mistakes: ({ probe: id }, { probes }) =>
    probes.includes(id)
      ? []
      : [
          {
            message: `The service has no probe \`${id}\`.`,
            hint: suggest(id, probes) ?? 'Add the probe: new HttpProbe(service, …).',
          },
        ],
  example: { kind: 'probe', probe: 'health', within: '1s' },
});
