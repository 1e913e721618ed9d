import type { Diagnostic } from '../core/diagnostic.ts';
import type { Model } from '../model/model.ts';

/**
 * What follows from another mistake of the same objective and goes away with it: a group without its label has no
 * expression and no text that could show it.
 */
const consequences: Readonly<Record<string, readonly string[]>> = {
  'SLO-LABELS': ['PQL-IMPOSSIBLE', 'TMPL'],
  'HIST-BOUND': ['METRIC-UNKNOWN'],
  'SLO-REACH': ['PQL-NAN'],
  'SLO-WINDOW': ['RET-SLO', 'SLO-ROWS'],
  'SLO-BUDGET': ['THRESH-ORDER'],
};

/** Groups of objectives that no metric can tell apart: every legend that comes along names them as well. */
const lostGroups = (model: Model, found: readonly Diagnostic[]): readonly string[] => {
  const wrong = new Set(found.filter(({ code }) => code === 'SLO-LABELS').map(({ path }) => path));
  return model.services.flatMap(({ slos }) => slos.filter(({ path }) => wrong.has(path)).flatMap(slo => slo.groupBy));
};

/** A mistake as it is the same in the rules of every window, and in every series of one histogram. */
const mistakeIn = ({ path, code, message }: Diagnostic): string => {
  const said = message
    // Of a piece of an expression only the beginning is the same: windows are of different length.
    .replace(/ At `(.{0,16}).*$/s, ' $1')
    .replace(/\b\d+(?:ms|[smhdw])\b/g, 'window')
    .replace(/_(?:bucket|count|sum)\b/g, '');
  return [path, code, said].join('\n');
};

/**
 * Findings about objectives and performance budgets, each mistake once: one line of a program becomes a rule for every
 * window, and each of them has the mistake.
 */
export const onceEach = (model: Model, found: readonly Diagnostic[]): readonly Diagnostic[] => {
  const promises = new Set(
    model.services.flatMap(({ slos, performance }) => [...slos, ...performance].map(({ path }) => path)),
  );
  const explained = new Set(
    found.flatMap(({ path, code }) =>
      promises.has(path) ? (consequences[code] ?? []).map(consequence => `${path} ${consequence}`) : [],
    ),
  );
  const lost = lostGroups(model, found).map(label => `the label \`${label}\``);
  const written = new Set(model.dashboards.map(({ path }) => path));
  const isLegendOfLost = ({ code, path, message }: Diagnostic): boolean =>
    code === 'DASH-LEGEND' && !written.has(path) && lost.some(label => message.includes(label));
  const told = new Set<string>();
  return found.filter(diagnostic => {
    if (!promises.has(diagnostic.path)) return !isLegendOfLost(diagnostic);
    if (explained.has(`${diagnostic.path} ${diagnostic.code}`)) return false;
    const mistake = mistakeIn(diagnostic);
    if (told.has(mistake)) return false;
    told.add(mistake);
    return true;
  });
};
