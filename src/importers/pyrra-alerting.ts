import type { BurnTierEntry, BurnTierName } from '../catalogue/slo.ts';
import type { Fields } from './fields.ts';
import { quotedList, severityOf } from './slo-fields.ts';

const product = 'Pyrra';

const severityKeys: readonly (readonly [key: string, tier: BurnTierName])[] = [
  ['fastBurn', 'page-fast'],
  ['mediumBurn', 'page-slow'],
  ['slowBurn', 'ticket'],
  ['longTermBurn', 'ticket-slow'],
];

/** The rows below `alerting`; undefined when they are the usual ones. */
export const readPyrraAlerting = (spec: Fields): readonly BurnTierEntry[] | undefined => {
  const alerting = spec.map('alerting');
  if (alerting === undefined) return undefined;
  const disabled = alerting.flag('disabled') === true;
  const burnrates = alerting.flag('burnrates') !== false;
  if (alerting.flag('absent') === false)
    alerting.leaveOut('absent', 'a promise that nobody measures any more is always reported, by `SLOIndicatorMissing`');
  const own = '`SLOBurnRateFast` and so on';
  alerting.leaveOut('name', `each row of the burn-rate alerts has a name of its own, ${own}`);
  alerting.leaveOut('absentName', 'the alert on missing data is `SLOIndicatorMissing`');
  const severities = alerting.map('severities');
  const tiers = severityKeys.map(([key, tier]): BurnTierEntry => {
    const word = severities?.text(key);
    const severity = word === undefined ? undefined : severityOf(word);
    if (word !== undefined && severity === undefined)
      severities?.leaveOut(key, `\`${word}\` is none of ${quotedList(['critical', 'warning', 'info'])}`);
    return { tier, ...(severity === undefined ? {} : { severity }) };
  });
  severities?.leaveOut('absent', 'the alert on missing data is a warning');
  severities?.leaveOutUnknown(product);
  alerting.leaveOutUnknown(product);
  if (disabled || !burnrates) return [];
  return tiers.some(({ severity }) => severity !== undefined) ? tiers : undefined;
};
