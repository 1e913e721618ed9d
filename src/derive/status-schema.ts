import type { JsonObject, JsonValue } from '../core/json.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';

/** `dist/ci/status.schema.json`: the shape of what `sightline gate --json` and `sightline status --json` print. */
export const statusSchema = (model: Model): PlanPart => ({
  documents: [
    {
      path: 'dist/ci/status.schema.json',
      format: 'json',
      body: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'Status of services',
        description:
          'What `sightline gate --json` and `sightline status --json` print. Ratios are between 0 and 1; null is what nobody knows.',
        ...closed(
          { services: list(service), diagnostics: list(diagnostic) },
          {
            decision: { enum: ['go', 'frozen', 'unknown'], description: 'Only of the gate, like the next four.' },
            passes: { type: 'boolean', description: 'Whether the pipeline goes on.' },
            for: { enum: ['deploy', 'merge'] },
            fail: { enum: ['open', 'closed'], description: 'What the gate does when nobody knows.' },
            reason: text('One sentence.'),
          },
        ),
      },
      origins: { '': model.path },
    },
  ],
});

/** An object with these keys and no others. */
const closed = (required: JsonObject, optional: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

const list = (items: JsonValue): JsonObject => ({ type: 'array', items });
const text = (description: string): JsonObject => ({ type: 'string', description });
const numberOrNull = (description: string): JsonObject => ({ type: ['number', 'null'], description });
const booleanOrNull = (description: string): JsonObject => ({ type: ['boolean', 'null'], description });

const budget = closed({
  slo: text('Value of the `slo` label.'),
  labels: {
    type: 'object',
    description: 'The group, of an objective that is kept per group.',
    additionalProperties: { type: 'string' },
  },
  status: { enum: ['ok', 'at_risk', 'exhausted', 'unknown'] },
  objective: numberOrNull('Promised share of good events.'),
  window: { type: ['string', 'null'], description: 'Time over which the promise is kept: `30d`, or `month`.' },
  error_rate: numberOrNull('Share of bad events over the window.'),
  threshold: numberOrNull('Share of bad events that the promise allows.'),
  budget_consumption: numberOrNull('Share of the budget that is spent; more than 1 breaks the promise.'),
  budget_remaining: numberOrNull('Share of the budget that is left.'),
  seconds_to_exhaustion: numberOrNull('At the speed of the last six hours.'),
  deployment_frozen: booleanOrNull('Whether the budget stops deployments.'),
  merge_frozen: booleanOrNull('Whether the budget stops merges; null also where its policy never does.'),
});

const performance = closed({
  id: text('The performance budget, or the objective that promises a limit.'),
  histogram: text('Metric that is measured.'),
  status: { enum: ['ok', 'exceeded', 'unknown'] },
  p95: numberOrNull('Seconds in which 95 % of the requests of the last five minutes were answered.'),
  p99: numberOrNull('Seconds in which 99 % of them were answered.'),
  target_p95: numberOrNull('Seconds that are promised.'),
  target_p99: numberOrNull('Seconds that are promised.'),
});

const probe = closed({
  probe: text('Name of the probe.'),
  instance: text('What it asks.'),
  status: { enum: ['up', 'down'] },
  response_time_ms: numberOrNull('Milliseconds of the last request.'),
  message: text('What came back.'),
});

const service = closed(
  { service: text('Name of the service.'), team: text('Who owns it.'), budgets: list(budget) },
  { performance: list(performance), probes: list(probe) },
);

const diagnostic = closed(
  {
    code: text('Stable code; docs/diagnostics.md lists them.'),
    severity: { enum: ['error', 'warning', 'info'] },
    path: text('Address of the server.'),
    message: text('One sentence.'),
  },
  { hint: text('The way out.') },
);
