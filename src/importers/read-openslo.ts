import { add, type Decimal, decimal, divide, formatDecimal, multiply, parseDecimal } from '../core/decimal.ts';
import { kebabCase } from '../core/names.ts';
import { type Fields, lower } from './fields.ts';
import { readAlertPolicies } from './openslo-alerts.ts';
import { findIndicator, readOpensloIndicator } from './openslo-indicator.ts';
import { type OpensloObject, OpensloObjects } from './openslo-objects.ts';
import { readSlices, readTimeWindow } from './openslo-window.ts';
import { commentsOf, refused, runbookOf, shareOf, teamOf } from './slo-fields.ts';
import { type CarriedSlo, isRefusal, type Refusal, type SourcePromise, type SourceSlo } from './slo-source.ts';

const product = 'OpenSLO';

/** A service as files describe it. */
export interface SourceService {
  readonly name: string;
  readonly comments: readonly string[];
  readonly team: string | undefined;
}

/** The objectives of OpenSLO `v1` objects, which may refer to each other across files. */
export const readOpenslo = (
  given: readonly OpensloObject[],
): { readonly slos: readonly SourceSlo[]; readonly services: readonly SourceService[] } => {
  const objects = new OpensloObjects(given);
  const slos = objects.ofKind('SLO').flatMap(object => readSlo(object, objects));
  const services = objects.ofKind('Service').map(({ name, resource }): SourceService => {
    const metadata = resource.map('metadata', `The service \`${name}\``);
    const spec = resource.map('spec');
    const comments = commentsOf(metadata?.text('displayName'), spec?.text('description'));
    return { name, comments, team: metadata === undefined ? undefined : teamOf(metadata, 'labels') };
  });
  objects.leaveOutUnused();
  return { slos, services };
};

/** What the objectives of one SLO have in common. */
interface Common {
  readonly service: string;
  readonly team: string | undefined;
  readonly runbook: string | undefined;
  readonly comments: readonly string[];
  readonly window: SourcePromise['window'];
  readonly tiers: SourcePromise['tiers'];
  readonly method: string;
}

const readSlo = ({ name, resource }: OpensloObject, objects: OpensloObjects): readonly SourceSlo[] => {
  const subject = `The objective \`${name}\``;
  const metadata = resource.map('metadata', subject);
  const spec = resource.map('spec', subject);
  if (spec === undefined) return [refused(resource, name, undefined, { reason: 'it has no `spec`' })];
  const service = spec.text('service');
  const comments = commentsOf(metadata?.text('displayName'), spec.text('description'));
  const team = metadata === undefined ? undefined : teamOf(metadata, 'labels');
  const runbook = metadata === undefined ? undefined : runbookOf(metadata, 'annotations');
  metadata?.text('name');
  metadata?.leaveOutUnknown(product);
  const window = readTimeWindow(spec);
  const method = spec.text('budgetingMethod') ?? 'Occurrences';
  const whole = findIndicator(spec, objects);
  const objectives = spec.maps('objectives');
  const tiers = isRefusal(window) ? undefined : readAlertPolicies(spec, objects, window);
  if (method === 'RatioTimeslices')
    spec.note('budgetingMethod', `${subject} counts events here: slices whose ratios are averaged have no equivalent.`);
  spec.leaveOutUnknown(product);
  const refuse = (refusal: Refusal): readonly SourceSlo[] => [refused(spec, name, service, refusal)];
  if (service === undefined) return refuse({ reason: 'it has no `service`' });
  if (isRefusal(window)) return refuse(window);
  if (!['Occurrences', 'Timeslices', 'RatioTimeslices'].includes(method))
    return refuse({
      reason: 'its `budgetingMethod` must be `Occurrences` or `Timeslices`',
      place: spec.place('budgetingMethod'),
    });
  if (objectives.length === 0) return refuse({ reason: 'it has no `objectives`' });
  if (isRefusal(whole)) return refuse(whole);
  const common: Common = { service, team, runbook, comments, window, tiers, method };
  const names = objectiveNames(name, objectives);
  const read = objectives.map((objective, i) => readObjective(objective, names[i] ?? name, whole, common, objects));
  const slos = read.map(({ slo }) => slo);
  return whole === undefined ? [...slos, ...composite(spec, name, read, common)] : slos;
};

/** One objective keeps the name of the whole; several are told apart by what they are called, or by their number. */
const objectiveNames = (name: string, objectives: readonly Fields[]): readonly string[] =>
  objectives.map((objective, i) => {
    const own = kebabCase(objective.text('displayName') ?? '');
    return objectives.length === 1 ? name : `${name}-${own === '' ? i + 1 : own}`;
  });

/** An objective, and how much it counts beside the others of a composite. */
interface Weighted {
  readonly slo: SourceSlo;
  readonly weight: Decimal | undefined;
}

const readObjective = (
  given: Fields,
  name: string,
  whole: Fields | undefined,
  { method, ...common }: Common,
  objects: OpensloObjects,
): Weighted => {
  const objective = given.named(`The objective \`${name}\``);
  const comments = commentsOf(...common.comments, objective.text('displayName'));
  const weight = whole === undefined ? parseDecimal(objective.text('compositeWeight') ?? '1') : undefined;
  if (whole !== undefined) objective.leaveOut('compositeWeight', 'only the parts of a composite are weighed');
  const refuse = (refusal: Refusal): Weighted => ({ slo: refused(objective, name, common.service, refusal), weight });
  const share = objective.has('target')
    ? shareOf(objective, 'target', 'ratio')
    : shareOf(objective, 'targetPercent', 'percent');
  if (objective.has('target')) objective.leaveOut('targetPercent', '`target` says it');
  const own = whole ?? findIndicator(objective, objects);
  if (own === undefined) return refuse({ reason: 'neither it nor its SLO has an `indicator`' });
  if (isRefusal(own)) return refuse(own);
  const indicator = readOpensloIndicator(own.named(objective.subject), objective, objects);
  if (isRefusal(indicator)) return refuse(indicator);
  const slices = readSlices(objective, method, indicator.sli.kind === 'gauge');
  objective.leaveOutUnknown(product);
  if (isRefusal(share)) return refuse(share);
  if (isRefusal(slices)) return refuse(slices);
  const { service, team, runbook, window, tiers } = common;
  return {
    slo: {
      kind: 'carried',
      name,
      service,
      team,
      promise: {
        objective: share,
        ...(window === undefined ? {} : { window }),
        ...(slices === undefined ? {} : { slices }),
        ...(tiers === undefined ? {} : { tiers }),
      },
      indicator,
      runbook,
      comments,
      place: objective.place(),
    },
    weight,
  };
};

/**
 * The whole of several objectives with indicators of their own. OpenSLO gives it no target: what its parts promise
 * together is the weighted mean of their targets.
 */
const composite = (spec: Fields, name: string, read: readonly Weighted[], common: Common): readonly SourceSlo[] => {
  const parts = read.flatMap(({ slo, weight }) =>
    slo.kind === 'carried' && weight !== undefined && weight.digits > 0n ? [{ slo, weight }] : [],
  );
  if (parts.length < read.length || parts.length < 2)
    return parts.length === 1 && read.length === 1
      ? []
      : [
          refused(spec, name, common.service, {
            reason: 'the whole of its objectives cannot be built without each of them, with a weight above 0',
            place: spec.place('objectives'),
          }),
        ];
  const sum = parts.reduce((total, { weight }) => add(total, weight), decimal(0));
  const mean = divide(
    parts.reduce((total, part) => add(total, multiply(part.weight, percentOf(part.slo))), decimal(0)),
    sum,
    6,
  );
  spec.note(
    'objectives',
    `The composite ${lower(spec.subject).replace('the objective ', '')} has no target of its own and is promised at ${formatDecimal(mean)}%, the weighted mean of its parts.`,
    'Choose its `objective`.',
  );
  const { service, team, runbook, comments, window, tiers } = common;
  return [
    {
      kind: 'carried',
      name,
      service,
      team,
      promise: {
        objective: `${formatDecimal(mean)}%`,
        ...(window === undefined ? {} : { window }),
        ...(tiers === undefined ? {} : { tiers }),
      },
      indicator: {
        sli: {
          kind: 'composite',
          of: parts.map(({ slo, weight }) => ({ part: slo, weight: Number(formatDecimal(weight)) })),
        },
        groupBy: [],
        reads: [],
      },
      runbook,
      comments,
      place: spec.place('objectives'),
    },
  ];
};

const percentOf = ({ promise }: CarriedSlo): Decimal => parseDecimal(promise.objective.replace('%', '')) ?? decimal(0);
