import type { Shape } from '../core/shape.ts';
import { duration, list, number, object, period, record, text } from './shape-parts.ts';

const when = { at: duration };
const lasting = { for: period };
const service = { service: text };
const share: Shape = { kind: 'number', minimum: 0, maximum: 1 };

const event: Shape = {
  kind: 'kinds',
  of: {
    down: object({ ...when, ...service }, lasting),
    'node-down': object({ ...when, node: { kind: 'number', minimum: 1, whole: true } }, lasting),
    errors: object({ ...when, ...service, ratio: share }, lasting),
    latency: object({ ...when, ...service, takes: duration }, lasting),
    'no-traffic': object({ ...when, ...service }, lasting),
    deploy: object({ ...when, ...service }),
    set: object({ ...when, metric: text, value: number }, { ...lasting, labels: record(text) }),
  },
};

/** How a scenario must look, for files that no compiler has checked. */
export const scenarioShape: Shape = object(
  { until: period, events: list(event) },
  {
    start: {
      kind: 'text',
      pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z$/,
      expected: 'a moment, YYYY-MM-DDTHH:MM:SSZ',
    },
    history: period,
    traffic: { kind: 'number', minimum: 0 },
    calm: record(number),
  },
);
