import { describe, expect, test } from 'vitest';
import { renderDiagnostics } from '../../src/cli/reporter.ts';

const finding = { code: 'IMPORT-LINE', severity: 'error', path: 'page.txt', message: 'It is wrong.' } as const;

describe('a finding for a person', () => {
  test('never lets a file speak to the terminal', () => {
    expect(
      renderDiagnostics(
        [{ ...finding, message: '`\u001b[2J\u0007\u009b31m` is no number.', hint: 'See\u001b]0;x' }],
        false,
      ),
    ).toBe('page.txt: error IMPORT-LINE: `\\u001b[2J\\u0007\\u009b31m` is no number.\n    hint: See\\u001b]0;x\n');
  });

  test('is not as long as what a file holds', () => {
    const printed = renderDiagnostics([{ ...finding, message: 'x'.repeat(100_000) }], false);
    expect(printed).toBe(`page.txt: error IMPORT-LINE: ${'x'.repeat(2_000)}…\n`);
  });

  test('has its colours, and no others', () => {
    expect(renderDiagnostics([{ ...finding, message: 'Größe „ä“' }], true)).toContain('IMPORT-LINE: Größe „ä“\n');
  });
});
