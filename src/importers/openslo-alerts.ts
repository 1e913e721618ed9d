import type { AlertSeverity } from '../catalogue/alert.ts';
import { type BurnTierEntry, burnTiers, type SloWindow } from '../catalogue/slo.ts';
import {
  compareDecimals,
  type Decimal,
  decimal,
  divide,
  formatDecimal,
  multiply,
  parseDecimal,
} from '../core/decimal.ts';
import { parseDuration } from '../core/duration.ts';
import { type Fields, lower } from './fields.ts';
import type { OpensloKind, OpensloObjects } from './openslo-objects.ts';
import { shorthand } from './openslo-window.ts';
import { severityOf, singleUnit } from './slo-fields.ts';

const product = 'OpenSLO';

/** What a condition says: from how fast a burn on, over how long, somebody is told. */
interface Condition {
  readonly severity: AlertSeverity;
  /** Milliseconds. */
  readonly long: number;
  /** Burn rate. */
  readonly threshold: Decimal;
  readonly fields: Fields;
}

/** The alert policies of an objective as rows of the burn-rate alerts; undefined when it has none. */
export const readAlertPolicies = (
  spec: Fields,
  objects: OpensloObjects,
  window: SloWindow,
): readonly BurnTierEntry[] | undefined => {
  const policies = spec.maps('alertPolicies');
  if (policies.length === 0) return undefined;
  const conditions = policies.flatMap(policy => readPolicy(policy, spec.subject, objects));
  const fastest = conditions.toSorted((a, b) => a.long - b.long || compareDecimals(b.threshold, a.threshold));
  const pages = fastest.filter(({ severity }) => severity === 'critical');
  const others = fastest.filter(({ severity }) => severity !== 'critical');
  // Pages are the first two rows by custom; where that has no room, the rows are taken in order.
  const slots = pages.length <= 2 && others.length <= 2 ? [...pad(pages), ...pad(others)] : fastest;
  const period = decimal(window === 'month' ? 30 * 86_400_000 : (parseDuration(window) ?? 0));
  for (const { fields } of slots.slice(burnTiers.length).flatMap(slot => (slot === undefined ? [] : [slot])))
    fields.note(
      'condition',
      `A condition of ${lower(spec.subject)} is not carried over: an objective has at most four rows of alerts.`,
    );
  return burnTiers.flatMap((tier, i) => {
    const condition = slots[i];
    return condition === undefined ? [] : [{ tier, ...rowOf(condition, i < 2 ? 'critical' : 'warning', period) }];
  });
};

const pad = (conditions: readonly Condition[]): readonly (Condition | undefined)[] => [conditions[0], conditions[1]];

const minute = 60_000;

/** The share of the budget that is gone when the condition holds for its whole window: burn rate times window, of the period. */
const rowOf = (
  { severity, long, threshold }: Condition,
  usual: AlertSeverity,
  period: Decimal,
): Omit<BurnTierEntry, 'tier'> => ({
  ...(severity === usual ? {} : { severity }),
  long: singleUnit(long),
  short: singleUnit(Math.max(minute, Math.round(long / 12 / minute) * minute)),
  spent: `${formatDecimal(divide(multiply(multiply(threshold, decimal(long)), decimal(100)), period))}%`,
});

/** An object that is written out in a list, or referred to from it. */
const resolve = (
  item: Fields,
  kind: OpensloKind,
  key: string,
  objects: OpensloObjects,
  subject: string,
): Fields | undefined => {
  const reference = item.text(key);
  item.text('kind');
  item.map('metadata');
  const spec =
    reference === undefined ? item.map('spec', subject) : objects.find(kind, reference)?.map('spec', subject);
  item.leaveOutUnknown(product);
  if (spec === undefined)
    item.note(
      key,
      reference === undefined
        ? `An item of ${lower(subject)} is not carried over: it has neither \`spec\` nor \`${key}\`.`
        : `The ${kind} \`${reference}\` of ${lower(subject)} is not carried over: it is not in the files.`,
      reference === undefined ? undefined : 'Name the file that has it as well.',
    );
  return spec;
};

const readPolicy = (item: Fields, subject: string, objects: OpensloObjects): readonly Condition[] => {
  const policy = resolve(item, 'AlertPolicy', 'alertPolicyRef', objects, subject);
  if (policy === undefined) return [];
  policy.text('description');
  if (policy.flag('alertWhenNoData') === false)
    policy.leaveOut(
      'alertWhenNoData',
      'a promise that nobody measures any more is always reported, by `SLOIndicatorMissing`',
    );
  policy.leaveOut('alertWhenResolved', 'whether an end is told is said by the receiver');
  policy.leaveOut('notificationTargets', 'who is told is said by the channels of the team');
  const breaching = policy.flag('alertWhenBreaching') !== false;
  const conditions = policy.maps('conditions');
  policy.leaveOutUnknown(product);
  return breaching
    ? conditions.flatMap(condition =>
        readCondition(resolve(condition, 'AlertCondition', 'conditionRef', objects, subject)),
      )
    : [];
};

const readCondition = (spec: Fields | undefined): readonly Condition[] => {
  const condition = spec?.map('condition');
  if (spec === undefined || condition === undefined) return [];
  spec.text('description');
  const word = spec.text('severity') ?? '';
  const severity = severityOf(word);
  if (severity === undefined)
    spec.note(
      'severity',
      `\`severity: ${word}\` of a condition of ${lower(spec.subject)} is taken for a warning: it is none of \`critical\`, \`warning\`, \`info\`.`,
    );
  const kind = condition.text('kind') ?? 'burnrate';
  const written = condition.text('lookbackWindow') ?? '';
  const long = shorthand(written);
  const threshold = parseDecimal(condition.text('threshold') ?? '');
  const after = condition.text('alertAfter');
  spec.leaveOutUnknown(product);
  if (kind !== 'burnrate' || long === undefined || long < 2 * minute || threshold === undefined) {
    condition.note(
      kind === 'burnrate' ? 'lookbackWindow' : 'kind',
      `A condition of ${lower(spec.subject)} is not carried over: it must be a \`burnrate\` with a \`threshold\` and a \`lookbackWindow\` of at least 2m.`,
    );
    return [];
  }
  condition.note(
    'lookbackWindow',
    `A condition of ${lower(spec.subject)} must hold over a twelfth of ${written} as well, so that it ends soon after the errors do.`,
  );
  if (after !== undefined && !/^0[a-zA-Z]?$/.test(after))
    condition.leaveOut('alertAfter', 'a burn rate over a window is no moment that has to last');
  condition.leaveOutUnknown(product);
  return [{ severity: severity ?? 'warning', long, threshold, fields: spec }];
};
