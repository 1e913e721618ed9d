import { describe, expect, test } from 'vitest';
import { isDnsLabel } from '../../src/core/names.ts';
import { integrations } from '../../src/integrations/registry.ts';
import { namedAlerts } from '../../src/model/named-alerts.ts';
import { partService } from '../../src/model/platform-uses.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPrometheus } from '../../src/prometheus/emit.ts';
import { base } from '../accepted/base.ts';

describe('the `service` label of what a stack watches', () => {
  test.each([
    ['the name of its workload', 'spanMetrics', 'otel-collector'],
    ['its kind', 'node', 'node'],
    ['its kind in the form of service names', 'kubeStateMetrics', 'kube-state-metrics'],
  ])('is %s', (_, kind, expected) => {
    expect(partService(kind)).toBe(expected);
  });

  test('is a name that a service could have, whatever the kind', () => {
    expect([...integrations.keys()].map(partService).filter(service => !isDnsLabel(service))).toEqual([]);
  });

  test('is carried by its alerts', () => {
    const { model } = resolve({ ...base, uses: [{ kind: 'kubeStateMetrics', options: {} }] });
    const alert = namedAlerts(model, emitPrometheus(model).groups ?? []).find(
      ({ name }) => name === 'KubeStateMetricsDown',
    );
    expect(alert?.service).toBe('kube-state-metrics');
  });
});
