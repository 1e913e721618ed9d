import { selectedService } from '../analysis/selected.ts';
import { exposedBy, type SeriesIndex } from '../analysis/series-index.ts';
import type { SampleStep } from '../catalogue/relabel.ts';
import { integrations } from '../integrations/registry.ts';
import type { ServiceModel } from '../model/model.ts';
import { findSeries } from '../promql/series-of-declaration.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** A rule or panel that reads what a scrape throws away. */
export const sampleDropped = defineCheck({
  code: 'SAMPLE-DROPPED',
  severity: 'error',
  why: 'An expression on a metric that a step of the scrape drops is always empty: the alert never fires, the panel looks healthy.',
  run: subject => {
    const { model, facts } = subject;
    const dropping = model.services.filter(({ scrape }) => (scrape?.settings.samples ?? []).length > 0);
    if (dropping.length === 0) return [];
    return inEveryExpression(({ inference, path, where }) =>
      (inference?.uses ?? []).flatMap(({ name, matchers }): readonly Finding[] => {
        if (name === undefined) return [];
        const asked = selectedService(matchers);
        return dropping
          .filter(({ id }) => (asked ?? id) === id && exposesAlone(facts.series, name, id, asked))
          .filter(service => !isOfExporter(service, name) && isDropped(service.scrape?.settings.samples ?? [], name))
          .map(({ id, scrape }) => ({
            path,
            message: `The ${where} reads \`${name}\` of the service \`${id}\`, which the job \`${scrape?.job}\` drops.`,
            hint: 'Take the step out of `samples`, or narrow its pattern.',
          }));
      }),
    )(subject);
  },
});

/** Whether the series comes from the service and, unless the expression asks for it by name, from no other. */
const exposesAlone = (index: SeriesIndex, name: string, id: string, asked: string | undefined): boolean => {
  let base: string | undefined;
  findSeries(name, candidate => {
    const found = exposedBy(index, candidate, asked)[0]?.declaration;
    if (found !== undefined) base = candidate;
    return found;
  });
  const exposed = base === undefined ? [] : exposedBy(index, base, asked);
  return exposed.length > 0 && exposed.every(({ service }) => service === id);
};

/** Whether something that the service uses exposes it: another job scrapes that. */
const isOfExporter = ({ uses }: ServiceModel, name: string): boolean =>
  uses.some(({ kind, options }) => {
    const integration = integrations.get(kind);
    if (integration === undefined || integration.definition.scope === 'runtime') return false;
    const metrics = Object.values(integration.metricsOf(options));
    return findSeries(name, base => metrics.find(metric => metric.name === base)) !== undefined;
  });

/** Undefined for what JavaScript cannot read: names of metrics need no more of RE2 than both know. */
const wholly = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
};

const isDropped = (steps: readonly SampleStep[], name: string): boolean =>
  steps.some(step => {
    if (step.kind === 'dropMetrics') return wholly(step.matches)?.test(name) === true;
    return step.kind === 'keepMetrics' && wholly(step.matches)?.test(name) === false;
  });
