import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Three hundred promises over 30 days, all answered by the Prometheus that scrapes. */
export const sloCost: Rejection = {
  code: 'SLO-COST',
  catalogue: withService({
    slos: Array.from({ length: 300 }, (_, i) => ({ ...api.slos[0], id: `availability-${i}` })),
  }),
  targets: ['compose'],
  at: ['acme'],
  hint: "Write objectives: {longWindows: 'ruler'}, and load the files `*-slo-ruler.yml` into the ruler.",
};
