import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sections = readFileSync(join(import.meta.dirname, 'expressions.txt'), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map(section => section.trim().split('\n'));

const within = (wanted: (title: string) => boolean): readonly string[] =>
  sections.flatMap(([title = '', ...lines]) => (wanted(title) ? lines.filter(line => line !== '') : []));

const isExperimental = (title: string): boolean => title === 'Experimental functions';

/**
 * Expressions over the series of the fixture, for each rule of the language and each of its corners. Their values are
 * not written anywhere: the tests compare with Prometheus itself.
 */
export const expressions = within(title => !isExperimental(title));

/** Expressions that only newer versions know, and only behind a flag. */
export const experimentalExpressions = within(isExperimental);
