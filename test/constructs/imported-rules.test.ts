import { describe, expect, test } from 'vitest';
import { ImportedRules, metricHandle, ObservabilityStack, Team } from '../../src/index.ts';
import { counter } from '../../src/promql/declare.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

const newStack = (): ObservabilityStack => {
  const stack = new ObservabilityStack('acme', { environment: 'test' });
  new Team(stack, 'platform', { timezone: 'UTC' });
  return stack;
};

const entries = (stack: ObservabilityStack) => stack.toProgram().catalogue.ruleGroups;

describe('imported rules', () => {
  test('are recorded as they are written', () => {
    const stack = newStack();
    new ImportedRules(stack, 'api', {
      file: 'shop',
      interval: '1m',
      limit: 10,
      rules: [
        { record: 'a:b', expr: 'sum(a)' },
        { alert: 'A', expr: 'up  ==  0', for: '1h30m', labels: { team: 'shop' } },
      ],
    });
    expect(entries(stack)).toEqual([
      {
        id: 'api',
        file: 'shop',
        interval: '1m',
        limit: 10,
        rules: [
          { kind: 'record', record: 'a:b', expr: 'sum(a)' },
          { kind: 'alert', alert: 'A', expr: 'up  ==  0', for: '1h30m', labels: { team: 'shop' } },
        ],
      },
    ]);
  });

  test.each<[string, string, string]>([
    ['loses the indentation of the program', '\n        sum(\n          up\n        )\n      ', 'sum(\n  up\n)'],
    ['keeps its own when it starts on the first line', '  up\n    == 0', '  up\n    == 0'],
    ['is not disturbed by empty lines', '\n\n    up\n\n    == 0\n', 'up\n\n== 0'],
  ])('an expression %s', (_, expr, expected) => {
    const stack = newStack();
    new ImportedRules(stack, 'api', { rules: [{ alert: 'A', expr }] });
    expect(entries(stack)?.[0]?.rules[0]?.expr).toBe(expected);
  });

  test('take queries of the builder, with their mistakes', () => {
    const stack = newStack();
    const requests = metricHandle(counter('requests_total', { labels: ['code'] }));
    new ImportedRules(stack, 'api', {
      rules: [
        { record: 'r', expr: requests.rate('5m') },
        // @ts-expect-error the label does not exist
        { record: 's', expr: requests.where({ cod: '5' }).rate('5m') },
      ],
    });
    const { catalogue, diagnostics } = stack.toProgram();
    expect(catalogue.ruleGroups?.[0]?.rules[0]?.expr).toBe('rate(requests_total[5m])');
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([['PQL-BUILD', 'acme/api']]);
  });

  test('that are no rules are reported and not thrown', async () => {
    const stack = newStack();
    const rules: unknown = JSON.parse('[null, 1, {"expr": "up"}, {"alert": "A", "record": "r", "expr": "up"}]');
    // @ts-expect-error what an untyped caller may give
    new ImportedRules(stack, 'api', { rules });
    const { diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: [] });
    expect([...new Set(diagnostics.map(({ code, path }) => `${code} ${path}`))]).toEqual([
      'CAT-TYPE acme/api',
      'CAT-UNKNOWN acme/api',
    ]);
  });
});

describe('rendered imported rules', () => {
  const render = async (stack: ObservabilityStack) =>
    synthesize(stack.toProgram(), { today: '2026-01-01', targets: ['compose'] });

  test('have the interval of the stack unless they say another, and nothing that they do not say', async () => {
    const stack = newStack();
    new ImportedRules(stack, 'api', { rules: [{ alert: 'A', expr: 'up == 0' }] });
    new ImportedRules(stack, 'b', {
      name: 'other',
      interval: '2m',
      limit: 5,
      queryOffset: '1m',
      rules: [{ record: 'r', expr: 'sum(up)', labels: { z: '', a: '1' } }],
    });
    expect((await render(stack)).files.get('rules/imported-rules.yml')).toBe(`groups:
- name: api
  interval: 30s
  rules:
  - alert: A
    expr: up == 0
- name: other
  interval: 2m
  query_offset: 1m
  limit: 5
  rules:
  - record: r
    expr: sum(up)
    labels:
      a: '1'
      z: ''
`);
  });

  test('are checked one by one, each under its own path', async () => {
    const stack = newStack();
    new ImportedRules(stack, 'api', {
      rules: [
        { alert: 'A', expr: 'up ==' },
        { alert: 'B', expr: 'up == 0' },
        { alert: 'B', expr: 'up ==' },
      ],
    });
    const { diagnostics } = await render(stack);
    expect(diagnostics.flatMap(({ code, path }) => (code === 'PQL-SYNTAX' ? [path] : []))).toEqual([
      'acme/api/A',
      'acme/api/B~2',
    ]);
    expect(diagnostics.find(({ code, path }) => code === 'AM-UNROUTED' && path === 'acme/api/A')?.message).toBe(
      'The alert `A` (no severity) has no label `team`: only the fallback hears of it.',
    );
  });

  test('of one name in one file are refused', async () => {
    const stack = newStack();
    const rules = [{ alert: 'A', expr: 'up == 0' }];
    new ImportedRules(stack, 'a', { name: 'g', rules });
    new ImportedRules(stack, 'b', { name: 'g', file: 'other', rules });
    new ImportedRules(stack, 'c', { name: 'g', rules });
    const { diagnostics } = await render(stack);
    expect(diagnostics.filter(({ code }) => code === 'NAME-DUP').map(({ path }) => path)).toEqual(['acme/c']);
  });

  test('take no part in the inhibition of generated alerts, whose labels they may lack', async () => {
    const stack = newStack();
    const inhibitions = async (): Promise<string> => {
      const config = [...(await render(stack)).files].find(([path]) => path.endsWith('/alertmanager.yml'))?.[1] ?? '';
      return /inhibit_rules:[\s\S]*?equal:/.exec(config)?.[0] ?? '';
    };
    expect(await inhibitions()).toContain('severity');
    expect(await inhibitions()).not.toContain('alert_group!=');
    new ImportedRules(stack, 'api', { rules: [{ alert: 'A', expr: 'up == 0' }] });
    expect((await inhibitions()).match(/alert_group!=""/g)).toHaveLength(2);
  });
});
