import { durationShape, objectShape, type Shape, shareShape, textShape } from '../core/shape.ts';
import { indicators } from '../indicators/registry.ts';
import { burnTiers } from './slo.ts';

const severity: Shape = { kind: 'one', of: ['critical', 'warning', 'info'] };
const labels: Shape = {
  kind: 'list',
  of: { kind: 'text', pattern: /^[a-zA-Z_][a-zA-Z0-9_]*$/, expected: 'the name of a label' },
};
const share: Shape = { kind: 'number', minimum: 0, maximum: 1_000 };
const window: Shape = {
  kind: 'text',
  pattern: /^(\d+(ms|[smhdwy]))+$|^month$/,
  expected: "a duration such as '30d', or 'month'",
};

/** Judged by name, with the alerts that there are. */
const alertChoices: Shape = { kind: 'anything' };

/** An objective. */
export const sloShape = objectShape(
  {
    id: textShape,
    objective: shareShape,
    sli: { kind: 'kinds', of: Object.fromEntries([...indicators].map(([kind, { shape }]) => [kind, shape])) },
    runbook: textShape,
  },
  {
    window,
    groupBy: labels,
    slices: objectShape({ length: durationShape, target: shareShape }),
    tiers: {
      kind: 'list',
      of: objectShape(
        { tier: { kind: 'one', of: burnTiers } },
        { severity, long: durationShape, short: durationShape, spent: shareShape },
      ),
    },
    retarget: { kind: 'boolean' },
    minBadEvents: { kind: 'number', minimum: 0 },
    traffic: { kind: 'number', minimum: 0 },
    budget: objectShape(
      {},
      {
        warnAt: share,
        freezeAt: share,
        resumeBelow: share,
        freeze: { kind: 'list', of: { kind: 'one', of: ['deploy', 'merge'] } },
        onMissingData: { kind: 'one', of: ['open', 'closed'] },
      },
    ),
    alerts: alertChoices,
  },
);

/** Limits of durations. */
export const performanceShape = objectShape(
  { id: textShape, histogram: textShape, runbook: textShape },
  { where: textShape, p95: durationShape, p99: durationShape, for: durationShape, severity, alerts: alertChoices },
);
