import * as integrationList from '../../src/integrations/index.ts';
import type { IntegrationScope } from '../../src/integrations/integration.ts';
import type { Versions } from '../../src/ir/versions.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { withService, withStack } from '../accepted/base.ts';

/** An integration of the registry, with the names of its alerts. */
export interface EveryIntegration {
  readonly kind: string;
  readonly scope: IntegrationScope;
  readonly example: object;
  readonly alerts: readonly string[];
}

export const everyIntegration: readonly EveryIntegration[] = Object.entries(integrationList).map(
  ([kind, { definition }]) => ({
    kind,
    scope: definition.scope,
    example: definition.example,
    alerts: Object.keys('alerts' in definition ? (definition.alerts ?? {}) : {}),
  }),
);

const bare = { slos: [], alerts: [], records: [], dashboards: [] } as const;

/** What gives a stack every part that can be watched. */
const everyPart = {
  logs: [{ id: 'logs', dataset: 'api.app', inputs: [{ kind: 'tcp' }] }],
  traces: [{ id: 'tracing' }],
} as const;

/** The accepted stack with logs and traces. */
export const stackWithEveryPart = withService(everyPart);

const catalogueFor = (scope: IntegrationScope, use: { readonly kind: string; readonly options: unknown }): unknown => {
  switch (scope) {
    case 'runtime':
      return withService({ runtime: use, ...bare });
    case 'process':
    case 'component':
      return withService({ uses: [use] });
    case 'host':
    case 'cluster':
      return withStack({ uses: [use] });
    case 'platform':
      return typeof stackWithEveryPart === 'object' ? { ...stackWithEveryPart, uses: [use] } : stackWithEveryPart;
  }
};

/**
 * The accepted stack with the example of an integration and every alert that it has, those that are off by default too;
 * what the example's options leave out stays out.
 */
export const synthesizeWith = (
  { kind, scope, example, alerts }: EveryIntegration,
  options: { readonly versions: Partial<Versions>; readonly ruleTests?: boolean },
): Promise<Synthesis> => {
  const use = { kind, options: { ...example, alerts: Object.fromEntries(alerts.map(name => [name, {}])) } };
  return synthesize(
    { catalogue: catalogueFor(scope, use), diagnostics: [] },
    { today: '2026-01-01', targets: [], ...options },
  );
};
