import { bySeverity } from '../receivers/messages.ts';
import {
  annotation,
  count,
  listed,
  type MessageLinks,
  reachable,
  state,
  summary,
  whereLogs,
  whileFiring,
} from './template-parts.ts';

/**
 * The body of a mail. Alertmanager runs it as an HTML template, which escapes each value for the place where it stands.
 * Mail programs read style attributes and tables, and little else.
 *
 * @module
 */

const link = (text: string, address: string): string => `<a href="${address}">${text}</a>`;

const alert = (links: MessageLinks): string =>
  [
    '<tr><td style="padding:12px 0;border-top:1px solid #d0d7de">',
    `<strong>${state}</strong> ${summary()}`,
    whileFiring(
      annotation('description', value => `<br>{{ ${value} }}`),
      annotation('action', value => `<br><strong>First:</strong> {{ ${value} }}`),
      '<br>',
      annotation('runbook_url', value => `${link('Runbook', `{{ ${value} }}`)} `),
      annotation('dashboard_url', value => link('Dashboard', `{{ ${value}${reachable(links)} }}`)),
    ),
    '</td></tr>\n',
  ].join('');

/** Escaped by the template where the plain text escapes by hand. */
const silence = [
  '{{ .ExternalURL }}/#/silences/new?filter=%7B{{ range $i, $label := .CommonLabels.SortedPairs }}',
  '{{ if $i }}%2C%20{{ end }}{{ $label.Name }}%3D{{ printf "%q" $label.Value }}{{ end }}%7D',
].join('');

const bar = (color: string): string => `<div style="height:6px;background:${color}"></div>`;

export const htmlTemplate = (links: MessageLinks): string =>
  [
    '<!DOCTYPE html>\n<html><body style="font-family:sans-serif;font-size:14px;color:#1f2328">\n',
    bySeverity({ resolved: bar('#2eb67d'), critical: bar('#d7263d'), warning: bar('#f2a33a'), info: bar('#3b82f6') }),
    '\n<h2 style="font-size:18px">{{ template "sightline.title" . }}</h2>\n<table style="width:100%">\n',
    listed(alert(links)),
    '</table>\n',
    count(text => `<p>${text}</p>\n`),
    '<p>',
    whereLogs(links.logs, page => `${link('Logs', page.replaceAll('&', '&amp;'))} `),
    whileFiring(link('Silence', silence)),
    '</p>\n</body></html>\n',
  ].join('');
