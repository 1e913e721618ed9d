import { add, type Decimal, decimal, divide, formatDecimal } from '../core/decimal.ts';
import { suggest } from '../core/names.ts';
import { objectShape, type Shape, textShape } from '../core/shape.ts';
import { sloSeries } from '../ir/conventions.ts';
import { aggregate } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface CompositePart {
  /** Another objective: value of its `slo` label, `<service>-<id>`. */
  readonly slo: string;
  /** How much it counts beside the others, with `combine: 'weighted'`. Default 1. */
  readonly weight?: number;
}

export interface CompositeSli {
  readonly kind: 'composite';
  readonly of: readonly CompositePart[];
  /** `weighted`: the mean of the parts. `worst`: the worst of them at every moment. */
  readonly combine: 'weighted' | 'worst';
}

const part: Shape = objectShape({ slo: textShape }, { weight: { kind: 'number', minimum: 0 } });

const ratioOf = (slo: string): string => `${sloSeries.ratio('5m')}{slo=${JSON.stringify(slo)}}`;

/** Without the labels by which objectives are told apart, so that the parts can be put together. */
const alone = (groupBy: readonly string[], slo: string): string => aggregate('avg', groupBy, ratioOf(slo));

/**
 * How bad several other objectives are together. A part without traffic says nothing: the others are weighed without
 * it, and without traffic anywhere nothing is bad.
 */
export const composite = defineIndicator<CompositeSli>({
  kind: 'composite',
  shape: objectShape({ of: { kind: 'list', of: part }, combine: { kind: 'one', of: ['weighted', 'worst'] } }),
  measure: ({ of, combine }, { groupBy }) => {
    const any = `{slo=~${JSON.stringify(of.map(({ slo }) => quoted(slo)).join('|'))}}`;
    // Where parts are measured and none of them has traffic, nothing is bad.
    const idle = `0 * ${aggregate('max', groupBy, `${sloSeries.total('5m')}${any}`)}`;
    if (combine === 'worst')
      return { weight: 'time', bad: `${aggregate('max', groupBy, `${sloSeries.ratio('5m')}${any}`)} or ${idle}` };
    const weights = of.map(({ weight }): Decimal => decimal(weight ?? 1));
    const sum = weights.reduce(add, decimal(0));
    const term = (slo: string, i: number, what: (slo: string) => string): string =>
      `label_replace(${formatDecimal(divide(weights[i] ?? decimal(1), sum.digits === 0n ? decimal(1) : sum))} * ${what(slo)}, "part", "${i}", "", "")`;
    const total = (what: (slo: string) => string): string =>
      aggregate('sum', groupBy, of.map(({ slo }, i) => term(slo, i, what)).join(' or '));
    return {
      weight: 'time',
      bad: `${total(slo => alone(groupBy, slo))} / (${total(slo => `(${alone(groupBy, slo)} >= bool 0)`)} > 0) or ${idle}`,
    };
  },
  parts: ({ of }) => of.map(({ slo }) => slo),
  mistakes: ({ of, combine }, { slo: self, objectives, groupBy }) => [
    ...(of.length < 2
      ? [{ message: 'A composite needs at least two other objectives.', hint: 'Name them in `of`.' }]
      : []),
    ...of.flatMap(({ slo }, i) =>
      of.findIndex(other => other.slo === slo) === i
        ? []
        : [{ message: `The objective \`${slo}\` is named twice.`, hint: 'Give it once, with a higher weight.' }],
    ),
    ...of.flatMap(({ slo }) => {
      const labels = slo === self ? undefined : objectives.get(slo);
      if (labels === undefined)
        return [
          {
            message: `There is no objective \`${slo}\` beside this one.`,
            hint:
              suggest(slo, [...objectives.keys()]) ?? 'Name another objective by its service and id, `api-latency`.',
          },
        ];
      const missing = groupBy.filter(label => !labels.includes(label));
      return missing.length === 0
        ? []
        : [
            {
              message: `The objective \`${slo}\` is not grouped by ${missing.map(label => `\`${label}\``).join(', ')}, so it cannot be told apart by it here.`,
              hint: `Group \`${slo}\` in the same way, or leave the label out here.`,
            },
          ];
    }),
    ...(combine === 'weighted' && of.length > 0 && of.every(({ weight }) => weight === 0)
      ? [{ message: 'Every weight is 0, so nothing counts.', hint: 'Give at least one part a weight above 0.' }]
      : []),
  ],
  example: {
    kind: 'composite',
    of: [{ slo: 'api-availability', weight: 3 }, { slo: 'api-latency' }],
    combine: 'weighted',
  },
});

const quoted = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
