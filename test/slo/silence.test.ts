import { describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { api, withService } from '../accepted/base.ts';

const planOf = async (slos: readonly unknown[]) => {
  const { catalogue } = validateCatalogue(withService({ slos }));
  if (catalogue === undefined) throw new Error('the program of this test has the wrong shape');
  return emitPlan(resolve(catalogue).model);
};

const plain = await planOf(api.slos);
const grouped = await planOf([{ ...api.slos[0], groupBy: ['method', 'endpoint'] }, api.slos[1]]);

describe('a faster row silences slower ones', () => {
  test.each([
    ['of the same objective', plain, ['slo']],
    ['of the same group of it', grouped, ['slo', 'endpoint', 'method']],
  ])('%s', (_, { routing }, equal) => {
    const found = routing.inhibitions.filter(({ name }) => name.endsWith('-over-slower-burn'));
    expect(found.map(({ source, target }) => [source[0]?.value, target[0]?.value])).toEqual([
      ['page-fast', 'page-slow|ticket|ticket-slow'],
      ['page-slow', 'ticket|ticket-slow'],
      ['ticket', 'ticket-slow'],
    ]);
    for (const inhibition of found) expect(inhibition.equal).toEqual(equal);
  });
});

describe('alerts of one group silence each other by severity', () => {
  const groupsOf = ({ groups }: typeof plain, slo: string): readonly string[] =>
    groups
      .filter(({ name }) => name.startsWith(`slo-api-${slo}`))
      .flatMap(({ rules }) => rules)
      .flatMap(rule => (rule.kind === 'alert' ? [`${rule.alert} ${rule.labels['alert_group']}`] : []));

  test('within one objective', () => {
    expect(groupsOf(plain, 'availability')).toEqual([
      'SLOBurnRateFast slo-api-availability-burn',
      'SLOBurnRateSlow slo-api-availability-burn',
      'SLOIndicatorMissing slo-api-availability-indicator',
      'SLOBurnRateTicket slo-api-availability-burn',
      'SLOBurnRateTicketSlow slo-api-availability-burn',
      'SLOErrorBudgetAtRisk slo-api-availability-budget',
      'SLOErrorBudgetExhausted slo-api-availability-budget',
    ]);
  });

  test('but never across the groups of an objective, which that rule does not tell apart', () => {
    const all = groupsOf(grouped, 'availability').map(line => line.split(' ')[1]);
    expect(new Set(all).size).toBe(all.length);
  });
});
