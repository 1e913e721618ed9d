import { seconds } from '../core/duration.ts';
import { defineCheck, type Finding } from './check.ts';

/** A probe that would be cut off before its promise is broken. */
export const probeTime = defineCheck({
  code: 'PROBE-TIME',
  severity: 'error',
  why: 'A request that is cut off at its limit fails instead of being slow: the promise could never be seen to be broken.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.probes.flatMap(({ id, path, limit, timeout, interval }): readonly Finding[] =>
        limit < seconds(timeout)
          ? []
          : [
              {
                path,
                message: `The probe \`${id}\` may take ${limit} s and runs every ${interval}: it would be cut off after ${timeout}.`,
                hint: 'Probe less often, or promise a shorter duration.',
              },
            ],
      ),
    ),
});
