import type { BurnTierEntry, BurnTierName } from '../catalogue/slo.ts';
import { burnTiers } from '../catalogue/slo.ts';
import { type Fields, lower } from './fields.ts';
import { commentsOf, quotedList, refused, runbookOf, severityOf, shareOf, teamOf } from './slo-fields.ts';
import { countedIndicator, quotientIndicator, ratioIndicator } from './slo-indicator.ts';
import { readSloQuery, type SloQuery } from './slo-query.ts';
import { isRefusal, type Refusal, type SourceIndicator, type SourceSlo } from './slo-source.ts';

/** How the two forms of the specification write their keys: files in snake case, resources of a cluster in camel case. */
export interface SlothKeys {
  readonly errors: string;
  readonly total: string;
  readonly ratio: string;
  readonly page: string;
  readonly ticket: string;
  readonly plugins: string;
}

export const slothFile: SlothKeys = {
  errors: 'error_query',
  total: 'total_query',
  ratio: 'error_ratio_query',
  page: 'page_alert',
  ticket: 'ticket_alert',
  plugins: 'slo_plugins',
};

export const slothResource: SlothKeys = {
  errors: 'errorQuery',
  total: 'totalQuery',
  ratio: 'errorRatioQuery',
  page: 'pageAlert',
  ticket: 'ticketAlert',
  plugins: 'sloPlugins',
};

const product = 'Sloth';

/** The objectives of a service, as Sloth's `prometheus/v1` says them. Sloth promises over 30 days unless it is told otherwise. */
export const readSloth = (spec: Fields, keys: SlothKeys): readonly SourceSlo[] => {
  const service = spec.text('service');
  spec.text('version');
  const slos = spec.maps('slos');
  const team = teamOf(spec, 'labels');
  spec.leaveOut(keys.plugins, 'Sightline makes the rules itself');
  spec.leaveOutUnknown(product);
  if (service === undefined)
    return slos.map((slo, i) =>
      refused(slo, slo.text('name') ?? `${i + 1}`, undefined, { reason: 'its file names no `service`' }),
    );
  return slos.map((slo, i) => {
    const name = slo.text('name');
    const named = slo.named(`The objective \`${name ?? i + 1}\``);
    return name === undefined
      ? refused(slo, `${i + 1}`, service, { reason: 'it has no `name`' })
      : readObjective(named, keys, { name, service, team });
  });
};

interface Context {
  readonly name: string;
  readonly service: string;
  readonly team: string | undefined;
}

const readObjective = (slo: Fields, keys: SlothKeys, { name, service, team }: Context): SourceSlo => {
  slo.text('name');
  const description = slo.text('description');
  const objective = shareOf(slo, 'objective', 'percent');
  const indicator = readIndicator(slo, keys);
  if (isRefusal(objective)) return refused(slo, name, service, objective);
  if (isRefusal(indicator)) return refused(slo, name, service, indicator);
  const own = teamOf(slo, 'labels');
  const alerting = slo.map('alerting', `The alerts of \`${name}\``);
  const alerts = alerting === undefined ? undefined : readAlerting(alerting, keys);
  slo.leaveOut('infoLabels', 'Sightline records no series of information');
  slo.leaveOut(
    'interval',
    'the rules of an objective are evaluated every 30 seconds, those beyond six hours every 2 minutes',
  );
  slo.leaveOut('plugins', 'Sightline makes the rules itself');
  slo.leaveOutUnknown(product);
  return {
    kind: 'carried',
    name,
    service,
    team: own ?? alerts?.team ?? team,
    promise: { objective, window: '30d', ...(alerts?.tiers === undefined ? {} : { tiers: alerts.tiers }) },
    indicator,
    runbook: alerts?.runbook,
    comments: commentsOf(description),
    place: slo.place(),
  };
};

const readIndicator = (slo: Fields, keys: SlothKeys): SourceIndicator | Refusal => {
  const sli = slo.map('sli');
  if (sli === undefined) return { reason: 'it has no `sli`' };
  const events = sli.map('events');
  const raw = sli.map('raw');
  if (sli.has('plugin'))
    return {
      reason: 'its indicator is made by a plugin of Sloth, whose queries are not in the file',
      hint: 'Render it with Sloth, and write the queries of its rules below `events`.',
      place: sli.place('plugin'),
    };
  sli.leaveOutUnknown(product);
  if ((events === undefined) === (raw === undefined)) return { reason: 'its `sli` must have either `events` or `raw`' };
  if (raw !== undefined) {
    const query = windowed(raw, keys.ratio);
    raw.leaveOutUnknown(product);
    if (isRefusal(query)) return query;
    const quotient = quotientIndicator(query, 'bad');
    if (quotient !== undefined) return quotient;
    raw.note(
      keys.ratio,
      `${slo.subject} knows a ratio and no number of events: every moment counts the same, however much was going on.`,
      "Give it the counters of bad and of all events: {kind: 'ratio', bad: …, total: …}.",
    );
    return ratioIndicator(query, 'bad');
  }
  if (events === undefined) return { reason: 'its `sli` has no `events`' };
  const bad = windowed(events, keys.errors);
  const total = windowed(events, keys.total);
  events.leaveOutUnknown(product);
  if (isRefusal(bad)) return bad;
  return isRefusal(total) ? total : countedIndicator({ bad }, total);
};

/** A query with Sloth's template of the window in it. */
const windowed = (fields: Fields, key: string): SloQuery | Refusal => {
  const written = fields.text(key);
  if (written === undefined) return { reason: `it has no \`${key}\`` };
  const query = readSloQuery(written);
  if (isRefusal(query)) return { ...query, place: fields.place(key) };
  return query.windowed && query.replaced === undefined
    ? query
    : {
        reason: `\`${key}\` does not use the template of the window`,
        hint: 'Write the range as {{.window}}: rate(errors_total[{{.window}}]).',
        place: fields.place(key),
      };
};

interface Alerts {
  readonly team: string | undefined;
  readonly runbook: string | undefined;
  readonly tiers: readonly BurnTierEntry[] | undefined;
}

const rows: Readonly<Record<'page' | 'ticket', readonly BurnTierName[]>> = {
  page: ['page-fast', 'page-slow'],
  ticket: ['ticket', 'ticket-slow'],
};

const readAlerting = (alerting: Fields, keys: SlothKeys): Alerts => {
  alerting.leaveOut('name', 'each row of the burn-rate alerts has a name of its own, `SLOBurnRateFast` and so on');
  const page = readAlert(alerting, keys.page, 'page');
  const ticket = readAlert(alerting, keys.ticket, 'ticket');
  const team = teamOf(alerting, 'labels');
  const runbook = runbookOf(alerting, 'annotations');
  alerting.leaveOutUnknown(product);
  const tiers = [...page.tiers, ...ticket.tiers];
  const isDefault = tiers.length === burnTiers.length && tiers.every(({ severity }) => severity === undefined);
  return {
    team: team ?? page.team ?? ticket.team,
    runbook: runbook ?? page.runbook ?? ticket.runbook,
    tiers: isDefault ? undefined : tiers,
  };
};

const usual = { page: 'critical', ticket: 'warning' } as const;

const readAlert = (
  alerting: Fields,
  key: string,
  kind: 'page' | 'ticket',
): Alerts & { readonly tiers: readonly BurnTierEntry[] } => {
  const alert = alerting.map(key, `\`${key}\` of ${lower(alerting.subject)}`);
  const labels = alert?.pairs('labels') ?? [];
  const word = labels.find(([name]) => name === 'severity')?.[1];
  const severity = word === undefined ? undefined : severityOf(word);
  if (word !== undefined && severity === undefined)
    alert?.note(
      'labels',
      `\`severity: ${word}\` of \`${key}\` of ${lower(alerting.subject)} is not carried over: it is none of ${quotedList(['critical', 'warning', 'info'])}, so the alerts are ${usual[kind]}.`,
    );
  const others = labels.filter(([name]) => name !== 'severity');
  const team = alert === undefined ? undefined : teamOf(alert, 'labels', others);
  const runbook = alert === undefined ? undefined : runbookOf(alert, 'annotations');
  const disabled = alert?.flag('disable') === true;
  alert?.leaveOutUnknown(product);
  return {
    team,
    runbook,
    tiers: disabled
      ? []
      : rows[kind].map(tier => ({ tier, ...(severity === undefined || severity === usual[kind] ? {} : { severity }) })),
  };
};
