import { defineCheck, type Finding } from './check.ts';

const loopback = /^(https?:\/\/)?(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)([:/]|$)/;

/** An address that means the container itself. */
export const targetLocalhost = defineCheck({
  code: 'TARGET-LOCALHOST',
  severity: 'error',
  why: 'Inside a container localhost is the container: Prometheus would scrape and probe itself.',
  run: ({ plan }) => [
    ...plan.jobs.flatMap(({ id, path, targets }): readonly Finding[] =>
      targets.kind === 'static' && targets.addresses.some(address => loopback.test(address))
        ? [
            {
              path,
              message: `The job \`${id}\` scrapes localhost, which is Prometheus’ own container.`,
              hint: 'Use the DNS name of the target.',
            },
          ]
        : [],
    ),
    ...plan.probes.flatMap(({ id, path, target }): readonly Finding[] =>
      target.kind === 'address' && loopback.test(target.address)
        ? [
            {
              path,
              message: `The probe \`${id}\` asks ${target.address}, which is blackbox_exporter’s own container.`,
              hint: 'Use path: … for the service itself, or the DNS name of the target.',
            },
          ]
        : [],
    ),
  ],
});
