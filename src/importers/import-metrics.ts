import type { MetricDeclaration } from '../promql/metric.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { inferMetrics } from './infer-metrics.ts';
import { importFile, importNote } from './problems.ts';
import { readExposition } from './read-exposition.ts';
import type { GivenFile } from './read-rule-file.ts';

export interface MetricsImport {
  /** In the order of their names. */
  readonly metrics: readonly MetricDeclaration[];
  /** In the order of files and lines. */
  readonly findings: readonly ImportFinding[];
}

/** Reads the metrics pages of one service; several pages of it, as of two replicas, are put together by name. */
export const importMetrics = (files: readonly GivenFile[]): MetricsImport => {
  const found = new Map<string, MetricDeclaration>();
  const findings = files.flatMap(file => {
    const exposition = readExposition(file);
    const inferred = inferMetrics(exposition, file.name);
    const clashes = inferred.metrics.flatMap(metric => {
      const known = found.get(metric.name);
      if (known === undefined || known.kind === metric.kind) {
        found.set(metric.name, known === undefined ? metric : joined(known, metric));
        return [];
      }
      return [
        reportAt(
          importNote,
          { file: file.name, line: 1 },
          `The metric \`${metric.name}\` is a ${metric.kind} in ${file.name} and a ${known.kind} before: the first one is kept.`,
          'Import the pages of different services one by one.',
        ),
      ];
    });
    const empty =
      exposition.findings.length === 0 && inferred.metrics.length === 0
        ? [
            reportAt(
              importFile,
              { file: file.name, line: 1 },
              `${file.name} holds no metric.`,
              'Take the page from the target itself, unchanged: curl -s http://host:port/metrics.',
            ),
          ]
        : [];
    return [...exposition.findings, ...inferred.findings, ...clashes, ...empty].sort((a, b) => a.line - b.line);
  });
  return { metrics: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), findings };
};

/** The labels of both, with the larger number of values; everything else as it was first. */
const joined = (first: MetricDeclaration, second: MetricDeclaration): MetricDeclaration => {
  const labels = { ...second.labels, ...first.labels };
  return {
    ...first,
    labels: Object.fromEntries(
      Object.keys(labels)
        .sort()
        .map(label => {
          const counts = [first.labels[label]?.cardinality, second.labels[label]?.cardinality];
          const numbers = counts.filter(count => typeof count === 'number');
          return [label, { cardinality: counts.includes('unbounded') ? 'unbounded' : Math.max(...numbers) }];
        }),
    ),
  };
};
