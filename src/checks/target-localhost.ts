import type { JobTargets } from '../ir/scrape-job.ts';
import { defineCheck, type Finding } from './check.ts';

const loopback = /^((?:https?|tcp):\/\/)?(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)([:/]|$)/;

/** An address that means the container itself. */
export const targetLocalhost = defineCheck({
  code: 'TARGET-LOCALHOST',
  severity: 'error',
  why: 'Inside a container localhost is the container: Prometheus would scrape and probe itself.',
  run: ({ model, plan }) => [
    ...[...model.prometheus.remoteWrite, ...model.prometheus.remoteRead].flatMap(({ id, url }): readonly Finding[] =>
      loopback.test(url)
        ? [
            {
              path: model.path,
              message: `The remote storage \`${id}\` is localhost, which is Prometheus’ own container.`,
              hint: 'Use the DNS name of the storage.',
            },
          ]
        : [],
    ),
    ...plan.jobs.flatMap(({ id, path, targets }): readonly Finding[] =>
      addressesOf(targets).some(address => loopback.test(address))
        ? [
            {
              path,
              message: `The job \`${id}\` goes to localhost, which is Prometheus’ own container.`,
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

/** Addresses that a job goes to: of its targets, and of who lists them. */
const addressesOf = (targets: JobTargets): readonly string[] => {
  if (targets.kind === 'static') return targets.addresses;
  if (targets.kind !== 'discovered') return [];
  const { discovery } = targets;
  switch (discovery.kind) {
    case 'static':
      return discovery.addresses;
    case 'http':
      return [discovery.url];
    case 'consul':
      return [discovery.server];
    case 'swarm':
      return [discovery.host];
    default:
      return [];
  }
};
