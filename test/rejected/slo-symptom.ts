import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise that wakes somebody, of a service that nothing probes. */
export const sloSymptom: Rejection = {
  code: 'SLO-SYMPTOM',
  catalogue: withService({
    slos: [api.slos[0]],
    probes: [],
    runtime: undefined,
    metrics: { requests: { name: 'http_requests_total', kind: 'counter', labels: { status: { cardinality: 10 } } } },
  }),
  at: ['acme/api/availability'],
  hint: "Add a probe of its health: new HttpProbe(api, 'health', {path: '/health', …}).",
};
