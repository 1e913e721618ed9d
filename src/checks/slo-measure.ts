import { compareDecimals, decimal } from '../core/decimal.ts';
import { indicators } from '../indicators/registry.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** An indicator that cannot be measured as it is described. */
export const sloMeasure = defineCheck({
  code: 'SLO-MEASURE',
  severity: 'error',
  why: 'A promise whose indicator is never there, or always good, is kept on paper only.',
  run: ({ model, facts }) => {
    const all = everyObjective(model);
    return model.services.flatMap(service =>
      service.slos.flatMap(slo => [
        ...indicatorMistakes({ model, facts }, service, slo, all),
        ...sliceMistakes(service, slo),
        ...circles(slo, all),
      ]),
    );
  },
});

/** Objectives by their `slo` label: the labels of their groups, and the objectives that they are made of. */
interface Objectives {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

const everyObjective = (model: Model): Objectives => {
  const slos = model.services.flatMap(service => service.slos);
  return {
    groups: new Map(slos.map(({ slo, groupBy }) => [slo, groupBy])),
    parts: new Map(slos.map(({ slo, sli }) => [slo, indicators.get(sli.kind)?.partsOf(sli) ?? []])),
  };
};

const indicatorMistakes = (
  { model, facts }: Pick<Subject, 'model' | 'facts'>,
  service: ServiceModel,
  slo: SloModel,
  all: Objectives,
): readonly Finding[] => {
  const found = indicators.get(slo.sli.kind)?.mistakesOf(slo.sli, {
    metrics: service.metrics,
    isExternal: facts.series.isExternal,
    probes: service.probes.map(({ id }) => id),
    slo: slo.slo,
    objectives: all.groups,
    groupBy: slo.groupBy,
    nativeHistograms: [service.scrape, ...service.scrapeJobs].some(
      scrape => scrape?.settings.nativeHistograms !== undefined,
    ),
    prometheus: model.versions.prometheus,
  });
  return (found ?? []).map(({ message, hint }) => ({ path: slo.path, message: `In \`${slo.id}\`: ${message}`, hint }));
};

/** A composite that is a part of itself, directly or through others. */
const circles = ({ slo, path, id }: SloModel, { parts }: Objectives): readonly Finding[] => {
  const reached = new Set(parts.get(slo));
  for (const part of reached) for (const next of parts.get(part) ?? []) reached.add(next);
  return reached.has(slo)
    ? [
        {
          path,
          message: `\`${id}\` is made of objectives that are made of \`${id}\`.`,
          hint: 'Leave one of them out of the other: a composite is made of what is measured.',
        },
      ]
    : [];
};

const sliceMistakes = (service: ServiceModel, { slices, sli, path, id }: SloModel): readonly Finding[] => {
  if (slices === undefined) return [];
  const measure = indicators.get(sli.kind)?.measureOf(sli, { service: service.id, groupBy: [] });
  return [
    ...(measure?.weight === 'time'
      ? [
          {
            path,
            message: `\`${id}\` measures a state, which is weighed by time already: it has no events to cut into slices.`,
            hint: 'Leave out `slices`.',
          },
        ]
      : []),
    ...(compareDecimals(slices.target, decimal(0)) > 0 && compareDecimals(slices.target, decimal(1)) < 0
      ? []
      : [
          {
            path,
            message: `The target of the time slices of \`${id}\` is no share between 0 and 1.`,
            hint: "Write the share of good events of a good slice, such as '99%'.",
          },
        ]),
  ];
};
