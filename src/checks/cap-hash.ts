import { defineCheck } from './check.ts';
import { inEveryStep } from './relabelings.ts';

/** Targets that are split into other parts than there are scrapers. */
export const capHash = defineCheck({
  code: 'CAP-HASH',
  severity: 'error',
  why: 'With another number of parts than of scrapers some targets are scraped by nobody, or by several.',
  run: inEveryStep(({ step, stage, where }, { model }) => {
    const { shards } = model.prometheus;
    return stage !== 'targets' || step.action !== 'hashmod' || step.modulus === undefined || step.modulus === shards
      ? undefined
      : {
          message: `A relabeling step of ${where} splits its targets into ${step.modulus} parts, and the stack has ${shards === 1 ? 'one scraper' : `${shards} scrapers`}.`,
          hint: `Leave the step out and set prometheus: {shards: ${step.modulus}}: every job is split then.`,
        };
  }),
});
