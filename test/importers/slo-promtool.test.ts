import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adoptionOf } from '../../src/importers/adopt.ts';
import { importSlos } from '../../src/importers/import-slos.ts';
import { importedSloCatalogue, sloParts } from '../../src/importers/slo-stack.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { run } from '../external/tools.ts';
import { formats, source } from './slo-fixtures.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-slo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const today = '2027-01-01';

/** Rule files of the objectives of all formats together, as the import renders them. */
const rendered = async (): Promise<ReadonlyMap<string, string>> => {
  const { stack } = await importSlos(formats.map(source));
  const before = await synthesize({ catalogue: importedSloCatalogue(stack), diagnostics: [] }, { today, targets: [] });
  const lowered = adoptionOf(sloParts(stack), before.diagnostics, '2027-03-01');
  const { files } = await synthesize(
    { catalogue: importedSloCatalogue(stack, lowered), diagnostics: [] },
    { today, targets: [] },
  );
  return new Map([...files].filter(([path]) => path.startsWith('rules/') && path.endsWith('-slo.yml')));
};

describe('the rules of imported objectives', () => {
  test('are taken by promtool', async () => {
    const files = [...(await rendered())].map(([path, text]) => {
      const name = join(folder, path.slice('rules/'.length));
      writeFileSync(name, text);
      return name;
    });
    expect(files).toHaveLength(6);
    const result = run('promtool', ['check', 'rules', ...files]);
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
  });

  test('measure what Sloth measures where traffic is constant', async () => {
    const rules = (await rendered()).get('rules/checkout-slo.yml') ?? '';
    writeFileSync(join(folder, 'checkout-slo.yml'), rules);
    const series = [
      ['orders_total{job="checkout",outcome="failed"}', 2],
      ['orders_total{job="checkout",outcome="done"}', 98],
      ['checkout_seconds_bucket{job="checkout",route="/pay",le="0.25"}', 45],
      ['checkout_seconds_bucket{job="checkout",route="/pay",le="+Inf"}', 50],
      ['checkout_seconds_count{job="checkout",route="/pay"}', 50],
      ['payments_total{result="ok"}', 9],
      ['payments_total{result="refused"}', 1],
      ['stock_errors_total', 1],
      ['stock_timeouts_total', 3],
      ['stock_requests_total', 100],
      ['mail_failed_total', 1],
      ['mail_sent_total', 4],
    ].map(([name, rate]) => `    - { series: '${name}', values: '0+${rate}x120' }`);
    const ratios = [
      ['availability', 0.02],
      ['latency', 0.1],
      ['paid', 0.1],
      ['stock', 0.04],
      ['ratio', 0.25],
      ['opaque', 0.3],
    ] as const;
    const cases = ratios.map(
      ([id, value]) => `    - expr: 'round(sum(slo:sli_error:ratio_rate1h{slo="checkout-${id}"}), 0.000001)'
      eval_time: 2h
      exp_samples: [{ labels: '{}', value: ${value} }]`,
    );
    writeFileSync(
      join(folder, 'test.yml'),
      [
        'rule_files: [checkout-slo.yml]',
        'evaluation_interval: 1m',
        'tests:',
        '- interval: 1m',
        '  input_series:',
        ...series,
        `    - { series: 'shop:mail:success', values: '0.7x120' }`,
        '  promql_expr_test:',
        ...cases,
      ].join('\n'),
    );
    const result = run('promtool', ['test', 'rules', join(folder, 'test.yml')]);
    expect(result.stderr + result.stdout).toContain('SUCCESS');
    expect(result.status).toBe(0);
  });
});
