import { parse as parsePromql } from '../../src/promql/parse.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { withService, withStack } from '../accepted/base.ts';

interface Use {
  readonly kind: string;
  readonly options: unknown;
}

const render = (catalogue: unknown): Promise<Synthesis> =>
  synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: ['kubernetes', 'compose'] });

/** The accepted stack, with something that it uses. */
export const stackUsing = (...uses: readonly Use[]): Promise<Synthesis> => render(withStack({ uses }));

/** The accepted stack whose service uses something, and has nothing else that names a metric. */
export const serviceUsing = (...uses: readonly Use[]): Promise<Synthesis> => render(withService({ uses }));

/** The accepted stack whose service has another runtime. */
export const serviceOn = (runtime: Use): Promise<Synthesis> =>
  render(withService({ runtime, slos: [], alerts: [], records: [], dashboards: [] }));

/** Alerts of a synthesis by name: the expression, without the labels that only tell whose it is. */
export const alertsOf = ({ plan }: Synthesis): ReadonlyMap<string, string> =>
  new Map(
    (plan?.groups ?? []).flatMap(({ rules }) =>
      rules.flatMap(rule => (rule.kind === 'alert' ? [[rule.alert, rule.expr] as const] : [])),
    ),
  );

/** Expressions that are no PromQL. */
export const unreadable = (expressions: Iterable<string>): readonly string[] =>
  [...expressions].filter(expr => parsePromql(expr, { variables: true }).problems.length > 0);
