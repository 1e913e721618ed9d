import { type QueryCost, queryCost } from '../analysis/query-cost.ts';
import { selectorLoads } from '../analysis/selector-load.ts';
import { formatDuration, seconds } from '../core/duration.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { panelAt } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** A query that keeps Prometheus busy for seconds each time somebody opens the page. */
export const dashCost = defineCheck({
  code: 'DASH-COST',
  severity: 'warning',
  why: 'The page is opened by many when something is wrong; a query that reads millions of samples then slows down the rules that page as well.',
  run: ({ model, plan, facts }) => {
    const { queryCost: limit } = model.prometheus;
    const loadsOf = selectorLoads(plan, facts);
    return facts.expressions.flatMap(({ query, dashboard, parsed, inference, where, path }): readonly Finding[] => {
      if (query === undefined || dashboard === undefined || parsed.expr === undefined || inference === undefined)
        return [];
      const asked = { span: spanOf(dashboard.body), isInstant: isInstant(dashboard.body, query.pointer) };
      const cost = queryCost(parsed.expr, inference, asked, loadsOf);
      if (cost.series <= limit.series && cost.samples <= limit.samples) return [];
      return [
        {
          path,
          message: `The ${where} reads about ${rounded(cost.series)} series and ${rounded(cost.samples)} samples each time it is drawn; ${rounded(limit.series)} and ${rounded(limit.samples)} are the limits.${driver(cost)}`,
          hint: 'Record it with a rule, select fewer label values, or show a shorter time; `prometheus: {queryCost}` sets the limits.',
        },
      ];
    });
  },
});

/** Two digits that count: an estimate knows no more. */
const rounded = (count: number): string => {
  const value = Number(count.toPrecision(2));
  return value < 1_000_000 ? value.toLocaleString('en-US') : `${(value / 1_000_000).toLocaleString('en-US')} million`;
};

const driver = ({ most }: QueryCost): string => {
  if (most === undefined) return '';
  const factors = most.factors.length === 0 ? '' : ` (${most.factors.slice(0, 3).join(', ')})`;
  const perSeries = most.series / most.perSecond;
  return ` Most is \`${most.name}\`: ${rounded(most.series)} series${factors}, a sample every ${Number(perSeries.toPrecision(3))} s over ${formatDuration(most.seconds * 1_000)}.`;
};

/** Seconds that a page shows at first; six hours, as Grafana has it, where it does not say. */
const spanOf = ({ time }: JsonObject): number => {
  const from = isJsonObject(time) ? time['from'] : undefined;
  const [, span = '6h'] = (typeof from === 'string' ? /^now-(\w+)$/.exec(from) : undefined) ?? [];
  return seconds(span);
};

const isInstant = (body: JsonObject, pointer: string): boolean => {
  const [at = '', target = ''] = pointer.split('/targets/');
  const panel = panelAt(body, at);
  const targets = panel?.['targets'];
  const asked = Array.isArray(targets) ? targets[Number.parseInt(target, 10)] : undefined;
  return isJsonObject(asked) && asked['instant'] === true && asked['range'] !== true;
};
