import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

const { plan } = await synthesize(stack.toProgram(), { today: '2026-11-21', targets: [] });

const expressions = [
  ...(plan?.groups ?? []).flatMap(group =>
    group.rules.map(rule => ({
      where: `${group.name}: ${rule.kind === 'alert' ? rule.alert : rule.record}`,
      text: rule.expr,
      variables: false,
    })),
  ),
  ...(plan?.dashboards ?? []).flatMap(dashboard =>
    dashboard.queries
      .filter(({ datasource }) => datasource === 'prometheus')
      .map(({ panel, expr }) => ({ where: `${dashboard.uid}: ${panel}`, text: expr, variables: true })),
  ),
];

describe('every expression that the reference emits', () => {
  test('there are rules and panels', () => {
    expect(expressions.length).toBeGreaterThan(150);
  });

  test.each(expressions)('$where is canonical and round-trips', ({ text, variables }) => {
    const { expr, problems } = parse(text, { variables });
    expect(problems).toEqual([]);
    expect(expr === undefined ? undefined : print(expr)).toBe(text);
  });
});
