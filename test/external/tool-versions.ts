import type { Versions } from '../../src/ir/versions.ts';
import { run } from './tools.ts';

/** Products whose own checker is among the tools, and the program that knows its version. */
const programs = { prometheus: 'promtool', alertmanager: 'amtool', blackbox: 'blackbox_exporter' } as const;

/** A product that has a checker. */
export type CheckedProduct = keyof typeof programs;

/** The version of a product's checker, as the program states it: `2.53.3`. */
export const toolVersion = (product: CheckedProduct): string => {
  const { stdout, stderr } = run(programs[product], ['--version']);
  const [, version] = /version (\d+\.\d+\.\d+)/.exec(stdout + stderr) ?? [];
  if (version === undefined) throw new Error(`"${programs[product]} --version" names no version`);
  return version;
};

/** What a stack must target so that the checkers know everything that it emits. */
export const toolVersions = (): Partial<Versions> => ({
  prometheus: toolVersion('prometheus'),
  alertmanager: toolVersion('alertmanager'),
  blackbox: toolVersion('blackbox'),
});
