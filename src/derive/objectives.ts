import { decimal, divide, formatDecimal, multiply, subtract, toNumber } from '../core/decimal.ts';
import { formatDuration, seconds } from '../core/duration.ts';
import { indicators } from '../indicators/registry.ts';
import type { PlanPart } from '../ir/plan.ts';
import { factorText } from '../model/burn-tiers.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import { advisableRuler, longWindowCost } from '../model/slo-cost.ts';
import { nominalSeconds, windowText } from '../model/slo-window.ts';

/** One page about every promise: what it counts, what it allows, who is told when, and what its windows cost. */
export const objectives = (model: Model): PlanPart => {
  const services = model.services.filter(({ slos, performance }) => slos.length + performance.length > 0);
  return services.length === 0
    ? {}
    : {
        documents: [
          {
            path: 'dist/docs/objectives.md',
            format: 'text',
            body: [...introduction, ...services.flatMap(chapter), ...cost(model)].join('\n'),
            origins: { '': model.path },
          },
        ],
      };
};

const introduction = [
  '# Objectives',
  '',
  'What the services promise, and who is told at which error ratio. The series behind these figures begin with `slo:`.',
  '',
  'A promise counts either **events**, each as much as any other, or **time**: a state is looked at every 30 seconds, each',
  'look counts the same, and a composite counts the weighted mean or the worst of its parts at that moment.',
  '',
];

const percent = (share: Parameters<typeof multiply>[0]): string => formatDecimal(multiply(share, decimal(100)));

const chapter = (service: ServiceModel): readonly string[] => [
  `## ${service.id}`,
  '',
  ...service.slos.flatMap(slo => promise(service, slo)),
  ...(service.performance.length === 0
    ? []
    : [
        '| performance budget | of all requests | within |',
        '|---|---|---|',
        ...service.performance.flatMap(({ id, limits }) =>
          limits.map(({ share, within }) => `| ${id} | ${percent(share)} % | ${formatDecimal(within)} s |`),
        ),
        '',
      ]),
];

const promise = (service: ServiceModel, slo: SloModel): readonly string[] => {
  const budget = subtract(decimal(1), slo.objective);
  const allowed = multiply(budget, decimal(nominalSeconds(slo.window)));
  return [
    `### ${slo.id}`,
    '',
    `${percent(slo.objective)} % of ${counted(service, slo)} ${windowText(slo.window)}${slo.groupBy.length === 0 ? '' : `, for each ${slo.groupBy.join(', ')} by itself`}.`,
    `A complete outage may last ${formatDuration(Math.round(toNumber(allowed)) * 1_000)}${slo.window === 'month' ? ' in a month of 30 days' : ''} altogether.`,
    '',
    '| row | severity | windows | burn rate | fires above | complete outage found after |',
    '|---|---|---|---|---|---|',
    ...slo.tiers.map(({ tier, severity, long, short, factor, threshold }) => {
      const found = toNumber(divide(multiply(decimal(seconds(long)), threshold), decimal(1), 0));
      return `| ${tier} | ${severity} | ${long} and ${short} | ${factorText(factor)} | ${percent(divide(threshold, decimal(1), 6))} % | ${formatDuration(found * 1_000)} |`;
    }),
    '',
  ];
};

/** `events`, `time in which …`: what a share of it is promised. */
const counted = (service: ServiceModel, slo: SloModel): string => {
  const measure = indicators.get(slo.sli.kind)?.measureOf(slo.sli, { service: service.id, groupBy: [] });
  if (slo.slices !== undefined)
    return `the time, in slices of ${slo.slices.length} of which ${percent(slo.slices.target)} % of the events were good,`;
  return measure?.weight === 'time' ? 'the time' : 'the events';
};

const cost = (model: Model): readonly string[] => {
  const slos = model.services.flatMap(service => service.slos);
  const perSecond = slos.reduce((sum, slo) => sum + longWindowCost(slo).perSecond, 0);
  return [
    '## Cost',
    '',
    `Windows beyond six hours read about ${Math.ceil(perSecond)} recorded samples per second, for ${slos.length === 1 ? 'one objective' : `${slos.length} objectives`} without groups.`,
    model.objectives.longWindows === 'ruler'
      ? 'A ruler answers them: load the files `rules/*-slo-ruler.yml` into it.'
      : `From ${advisableRuler} on a ruler should answer them: \`objectives: {longWindows: 'ruler'}\`.`,
    '',
  ];
};
