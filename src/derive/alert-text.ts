import type { AlertFact } from '../analysis/alert-routing.ts';
import { cell, plainText, table } from '../core/markdown.ts';
import { withBlocks } from '../core/with-blocks.ts';
import type { Routing } from '../ir/routing.ts';
import type { AlertingRule } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import { parse } from '../promql/parse.ts';
import { printPretty } from '../promql/print-pretty.ts';

/** What tells alerts of one name and service apart. */
const variants = ['probe', 'slo', 'performance', 'quantile', 'component'] as const;

/** `health`: which of the alerts with this name it is, if there are several. */
export const variantOf = ({ labels }: AlertingRule): string => variants.flatMap(label => labels[label] ?? []).join(' ');

/** Matchers of a silence for this alert and no other. */
export const silencedBy = (rule: AlertingRule, isAlone: boolean): string =>
  [
    `alertname=${rule.alert}`,
    ...['service', ...variants, ...(isAlone || variantOf(rule) !== '' ? [] : ['team'])].flatMap(label => {
      const value = rule.labels[label];
      return value === undefined || value.includes('{{') ? [] : [`${label}=${value}`];
    }),
  ].join(' ');

/** A Go template as a person reads it before there is an alert: what is known, and the names of what is not. */
export const readable = (template: string, { labels }: AlertingRule): string =>
  plainText(withBlocks(template, () => true)).replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const name = /^\$(?:labels|externalLabels)\.(\w+)/.exec(expression)?.[1];
    const known = name === undefined ? undefined : labels[name];
    if (known !== undefined && !known.includes('{{')) return known;
    return `*${name ?? (expression.includes('$value') ? 'value' : 'text')}*`;
  });

/** The query as a person reads it; one that cannot be read is shown as it was written. */
export const prettyQuery = (text: string): readonly string[] => {
  const { expr } = parse(text);
  return ['```promql', expr === undefined ? text : printPretty(expr, 100), '```'];
};

/** `the team product; ask #product`. */
export const teamText = (model: Model, id: string): string => {
  const contact = model.teams.find(team => team.id === id)?.contact;
  return `the team ${id}${contact === undefined ? '' : `; ask ${contact}`}`;
};

/** When the alert fires, in one sentence. */
export const firesText = ({ rule, group }: AlertFact): string => {
  const waits = rule.for === undefined || rule.for === '0s';
  const held = rule.keepFiringFor === undefined ? '' : `, and stays for ${rule.keepFiringFor} after that`;
  return `It is evaluated every ${group.interval} and fires ${
    waits ? 'as soon as its query returns anything' : `when its query has returned something for ${rule.for}`
  }${held}.`;
};

/** Who hears of an alert, how soon and how often, as a table. */
export const toldTable = ({ routes }: AlertFact, routing: Routing): readonly string[] => {
  const { root } = routing;
  const rows = routes.map(route => {
    const receiver = routing.receivers.find(({ name }) => name === route.receiver);
    const kinds = [...new Set((receiver?.uses ?? []).map(({ kind }) => kind))].join(', ');
    const only = (route.activeTimeIntervals ?? []).map(name => `in \`${name}\``);
    const never = (route.muteTimeIntervals ?? []).map(name => `not in \`${name}\``);
    return [
      route.receiver,
      kinds,
      `after ${route.groupWait ?? root.groupWait ?? '30s'}`,
      `every ${route.repeatInterval ?? root.repeatInterval ?? '4h'}`,
      [...only, ...never].join(', ') || 'always',
    ];
  });
  return table(['receiver', 'by', 'first message', 'again while it fires', 'when'], rows);
};

/** One line of a list of alerts: its severity and what is wrong. */
export const alertLine = ({ rule }: AlertFact): string =>
  cell(`${rule.labels['severity'] ?? ''}: ${readable(rule.annotations['summary'] ?? '', rule)}`);
