/** One metric as an exporter exposes it. */
export interface ExposedMetric {
  /** What `# TYPE` says; `untyped` without it. */
  readonly type: string;
  /** Names of the labels that some series of it carries. */
  readonly labels: ReadonlySet<string>;
}

/** The metric that a series of a histogram or a summary belongs to. */
const owner = (series: string, types: ReadonlyMap<string, string>): string => {
  if (types.has(series)) return series;
  const base = series.replace(/_(?:bucket|sum|count)$/, '');
  return types.has(base) ? base : series;
};

/** What an exposition in the text format holds. */
export const exposedMetrics = (exposition: string): ReadonlyMap<string, ExposedMetric> => {
  const lines = exposition.split('\n');
  const types = new Map(
    lines.flatMap(line => {
      const [, name = '', type = ''] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      return name === '' ? [] : [[name, type] as const];
    }),
  );
  const labels = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, series = '', inside = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (series === '') continue;
    const name = owner(series, types);
    const known = labels.get(name) ?? new Set<string>();
    for (const [, label = ''] of inside.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) known.add(label);
    labels.set(name, known);
  }
  return new Map(
    [...labels].map(([name, found]) => [name, { type: types.get(name) ?? 'untyped', labels: found }] as const),
  );
};
