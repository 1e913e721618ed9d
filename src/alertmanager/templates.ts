import { bySeverity, templates } from '../receivers/messages.ts';
import { htmlTemplate } from './html-template.ts';
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
 * The texts that receivers send: what is wrong, what to do first, where to read on. Their functions are those that
 * Alertmanager has had since 0.25.
 *
 * @module
 */

const title = [
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] ',
  '{{ with .CommonLabels.alertname }}{{ . }}{{ else }}{{ len .Alerts }} alerts{{ end }}',
  '{{ with .CommonLabels.service }} of {{ . }}{{ end }}',
].join('');

const headline = [
  title,
  '{{ if eq .Status "firing" }}{{ with .CommonAnnotations.summary }}: {{ . }}{{ end }}{{ end }}',
].join('');

const plainAlert = (links: MessageLinks): string =>
  [
    `${state}: ${summary()}\n`,
    whileFiring(
      annotation('description', value => `{{ ${value} }}\n`),
      annotation('action', value => `First: {{ ${value} }}\n`),
      annotation('runbook_url', value => `Runbook: {{ ${value} }}\n`),
      annotation('dashboard_url', value => `Dashboard: {{ ${value}${reachable(links)} }}\n`),
    ),
    '\n',
  ].join('');

/** A backslash before everything that Markdown gives a meaning. */
const markdownEscape = String.raw` | reReplaceAll "([\\\\*_~|<>#\\[\\]${'`'}])" "\\$1"`;

/** Paragraphs, because Teams joins lines. */
const markdownAlert = (links: MessageLinks): string =>
  [
    `**${state}** ${summary(markdownEscape)}\n\n`,
    whileFiring(
      annotation('description', value => `{{ ${value}${markdownEscape} }}\n\n`),
      annotation('action', value => `**First:** {{ ${value}${markdownEscape} }}\n\n`),
      annotation('runbook_url', value => `[Runbook]({{ ${value} }}) `),
      annotation('dashboard_url', value => `[Dashboard]({{ ${value}${reachable(links)} }})`),
      '\n\n',
    ),
  ].join('');

const slackEscape = ' | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"';

const slackAlert = (links: MessageLinks): string =>
  [
    `*${state}* ${summary(slackEscape)}\n`,
    whileFiring(
      annotation('description', value => `{{ ${value}${slackEscape} }}\n`),
      annotation('action', value => `*First:* {{ ${value}${slackEscape} }}\n`),
      annotation('runbook_url', value => `<{{ ${value} }}|Runbook> `),
      annotation('dashboard_url', value => `<{{ ${value}${reachable(links)} }}|Dashboard>`),
      '\n',
    ),
    '\n',
  ].join('');

/** The form of a new silence, filled in. Spaces are `%20`: the page takes a plus for a plus. */
const silence = [
  '{{ .ExternalURL }}/#/silences/new?filter=%7B{{ range $i, $label := .CommonLabels.SortedPairs }}',
  '{{ if $i }}%2C%20{{ end }}{{ $label.Name }}%3D',
  String.raw`{{ printf "%q" $label.Value | urlquery | reReplaceAll "\\+" "%20" }}{{ end }}%7D`,
].join('');

const toSilence = `{{ template "${templates.silence}" . }}`;

const texts = (links: MessageLinks): readonly (readonly [keyof typeof templates, string])[] => [
  ['title', title],
  ['headline', headline],
  ['severity', bySeverity({ resolved: 'resolved', critical: 'critical', warning: 'warning', info: 'info' })],
  ['color', bySeverity({ resolved: '#2eb67d', critical: '#d7263d', warning: '#f2a33a', info: '#3b82f6' })],
  ['silence', silence],
  ['dashboard', `{{ with .CommonAnnotations.dashboard_url }}{{ .${reachable(links)} }}{{ end }}`],
  [
    'text',
    [
      listed(plainAlert(links)),
      count(text => `${text}\n`),
      whereLogs(links.logs, page => `Logs: ${page}\n`),
      whileFiring(`Silence: ${toSilence}\n`),
    ].join(''),
  ],
  [
    'markdown',
    [
      listed(markdownAlert(links)),
      count(text => `${text}\n\n`),
      whereLogs(links.logs, page => `[Logs](${page}) `),
      whileFiring(`[Silence](${toSilence})`),
    ].join(''),
  ],
  [
    'slack',
    [
      listed(slackAlert(links)),
      count(text => `${text}\n`),
      whereLogs(links.logs, page => `<${page}|Logs> `),
      whileFiring(`<${toSilence}|Silence>`),
    ].join(''),
  ],
  ['brief', [listed(`${state}: ${summary()}\n`), count(text => text)].join('')],
  ['html', htmlTemplate(links)],
];

/** The file of templates. */
export const messageTemplates = (links: MessageLinks): string =>
  texts(links)
    .map(([name, text]) => `{{ define "${templates[name]}" }}${text}{{ end }}\n`)
    .join('\n');
