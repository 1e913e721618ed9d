import { formatDuration, parseDuration } from '../core/duration.ts';
import type { DurationExpr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

const day = 86_400_000;

/** An expression that looks at data which is deleted. */
export const pqlRetention = defineCheck({
  code: 'PQL-RETENTION',
  severity: 'error',
  why: 'What is older than the retention is gone: a longer range gives a result of less data without saying so, a longer offset none.',
  run: subject => {
    const kept = parseDuration(subject.model.retention.metrics) ?? Number.POSITIVE_INFINITY;
    // RET-SLO says it once for all rules of an objective.
    const objectives = new Set(subject.model.services.flatMap(({ slos }) => slos.map(slo => slo.path)));
    return inEveryExpression(({ parsed, path, where }) => {
      const found: Finding[] = [];
      if (parsed.expr === undefined || objectives.has(path)) return found;
      walk(parsed.expr, node => {
        if (node.kind !== 'range' && node.kind !== 'subquery' && node.kind !== 'selector') return;
        const back = milliseconds(node.offset) + (node.kind === 'selector' ? 0 : milliseconds(node.range));
        if (back <= kept) return;
        found.push({
          path,
          message: `The ${where} looks back ${formatDuration(back)}, and metrics are kept for ${formatDuration(kept)}.`,
          hint: `Look back less, or set retention: {metrics: '${Math.ceil(back / day)}d'}.`,
        });
      });
      return found;
    })(subject);
  },
});

/** A length that is written out; one that is computed or chosen in a dashboard counts as none. */
const milliseconds = (duration: DurationExpr | undefined): number =>
  duration?.kind === 'duration' ? duration.milliseconds : 0;
