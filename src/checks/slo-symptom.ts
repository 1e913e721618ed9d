import { defineCheck, type Finding, type Subject } from './check.ts';

/** A promise that pages, of a service whose outage nothing else tells sooner. */
export const sloSymptom = defineCheck({
  code: 'SLO-SYMPTOM',
  severity: 'error',
  why: 'A burn-rate alert needs up to 54 minutes to see a complete outage, and sees none where no events arrive: an outage must page by a probe, or by the target that is gone.',
  run: subject => {
    const covered = servicesWatched(subject);
    return subject.model.services.flatMap(service =>
      covered.has(service.id)
        ? []
        : service.slos
            .filter(({ tiers }) => tiers.some(({ severity }) => severity === 'critical'))
            .slice(0, 1)
            .map(
              ({ id, path }): Finding => ({
                path,
                message: `The objective \`${id}\` wakes somebody, and nothing does when \`${service.id}\` is down: it has neither a probe nor an alert on \`up\` that is critical.`,
                hint: `Add a probe of its health: new HttpProbe(${service.id}, 'health', {path: '/health', …}).`,
              }),
            ),
    );
  },
});

/** Series that tell whether something answers at all. */
const liveness: ReadonlySet<string> = new Set(['up', 'probe_success']);

const servicesWatched = ({ facts }: Subject): ReadonlySet<string> => {
  const watched = new Set<string>();
  for (const { rule, inference } of facts.expressions)
    if (
      rule?.kind === 'alert' &&
      rule.labels['severity'] === 'critical' &&
      [...(inference?.sources ?? [])].some(name => liveness.has(name))
    )
      watched.add(rule.labels['service'] ?? '');
  return watched;
};
