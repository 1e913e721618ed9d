import { advisableRuler, longWindowCost } from '../model/slo-cost.ts';
import { defineCheck } from './check.ts';

/** So many objectives that their long windows are better answered by somebody else. */
export const sloCost = defineCheck({
  code: 'SLO-COST',
  severity: 'info',
  why: 'A window of 30 days reads a month of samples every two minutes: with hundreds of objectives the Prometheus that scrapes and pages is busy with that.',
  run: ({ model }) => {
    const slos = model.services.flatMap(service => service.slos);
    const perSecond = slos.reduce((sum, slo) => sum + longWindowCost(slo).perSecond, 0);
    return model.objectives.longWindows === 'ruler' || perSecond <= advisableRuler
      ? []
      : [
          {
            path: model.path,
            message: `The long windows of ${slos.length} objectives read about ${thousands(perSecond)} samples per second; from ${thousands(advisableRuler)} on a ruler should answer them.`,
            hint: "Write objectives: {longWindows: 'ruler'}, and load the files `*-slo-ruler.yml` into the ruler.",
          },
        ];
  },
});

/** `1,176,000`: to the thousand. */
const thousands = (count: number): string => (Math.round(count / 1_000) * 1_000).toLocaleString('en-US');
