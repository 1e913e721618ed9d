import { defineCheck, type Finding } from './check.ts';

/** A token sent in clear text to somewhere else. */
export const probeAuth = defineCheck({
  code: 'PROBE-AUTH',
  severity: 'error',
  why: 'A bearer token over plain http can be read by everybody on the way.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.probes.flatMap(({ id, path, target, bearerToken }): readonly Finding[] =>
        bearerToken !== undefined && target.kind === 'address' && target.address.startsWith('http:')
          ? [
              {
                path,
                message: `The probe \`${id}\` sends a token to ${target.address} without encryption.`,
                hint: 'Use https://.',
              },
            ]
          : [],
      ),
    ),
});
