import { parseDuration } from '../core/duration.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** Aggregations whose chosen series change from one evaluation to the next. */
const choosing: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** An alert about the first few of many, which are others a moment later. */
export const pqlFragile = defineCheck({
  code: 'PQL-FRAGILE',
  severity: 'warning',
  why: 'The first few series of many change places all the time: each change resolves one alert and sends another.',
  run: inEveryExpression(({ rule, parsed, path, where }) => {
    if (rule?.kind !== 'alert' || parsed.expr === undefined) return [];
    const chosen = new Set<string>();
    walk(parsed.expr, node => {
      if (node.kind === 'aggregate' && choosing.has(node.op)) chosen.add(node.op);
    });
    const [op] = chosen;
    if (op === undefined || (parseDuration(rule.for ?? '0s') ?? 0) > 0) return [];
    return [
      {
        path,
        message: `The ${where} fires at once for what \`${op}\` chooses, which changes from one evaluation to the next.`,
        hint: `Compare every series with a limit instead of choosing some, or set a waiting time with for.`,
      },
    ];
  }),
});
