import { defineCheck } from './check.ts';
import { inEveryExpression, refused } from './inferred.ts';

/** An expression that no Prometheus can read. */
export const pqlSyntax = defineCheck({
  code: 'PQL-SYNTAX',
  severity: 'error',
  why: 'Prometheus refuses a whole rule file for one expression that it cannot read.',
  run: inEveryExpression(refused('syntax', 'name', 'regex', 'depth')),
});
