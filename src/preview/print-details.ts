import { escapeHtml } from '../core/html.ts';
import type { Panel, Query } from './dashboard.ts';
import { type Href, printLink } from './links.ts';
import { printLimits } from './print-limits.ts';
import { questionKey, questionOf, type Shown } from './questions.ts';

/** All there is to know of a panel, in a box that its button opens. */
export const printDetails = (
  panel: Panel,
  title: string,
  { href, shown }: { readonly href: Href; readonly shown: Shown | undefined },
): string => {
  const { id, place, field } = panel;
  const facts: readonly (readonly [string, string])[] = [
    ['Kind', panel.type || 'none'],
    ['Size', `${place.w} of 24 columns, ${place.h} rows`],
    ...(field.unit === undefined ? [] : [['Unit', field.unit] as const]),
    ...(field.decimals === undefined ? [] : [['Decimals', String(field.decimals)] as const]),
    ...(field.min === undefined && field.max === undefined
      ? []
      : [['Scale', `${field.min ?? 'auto'} to ${field.max ?? 'auto'}`] as const]),
    ...(field.noValue === undefined ? [] : [['Without data', field.noValue] as const]),
    ...(field.mappings === undefined
      ? []
      : [['Values', field.mappings.map(({ when, text }) => `${when} as ${text ?? 'itself'}`).join(', ')] as const]),
    ...(panel.repeat === undefined
      ? []
      : [['Repeated', `for each value of ${panel.repeat}; drawn once here`] as const]),
    ...(panel.overrides.length === 0
      ? []
      : [['Overrides', panel.overrides.map(({ matcher, text }) => `${matcher} ${text}`).join(', ')] as const]),
    ...panel.transformations.map(
      ({ id: name }) => ['Transformation', name === 'organize' ? name : `${name} (not followed here)`] as const,
    ),
  ];
  const limits = printLimits(panel);
  return [
    `<div popover class="details" id="i-${id}" role="dialog" aria-labelledby="h-${id}">`,
    `<div class="details-head"><h5 id="h-${id}">${escapeHtml(title || panel.type)}</h5><button type="button" class="close" popovertarget="i-${id}" popovertargetaction="hide">Close</button></div>`,
    panel.description === '' ? '' : `<p>${escapeHtml(panel.description)}</p>`,
    `<dl>${facts.map(([name, text]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd></div>`).join('')}</dl>`,
    limits === '' ? '' : `<h6>Thresholds</h6>${limits}`,
    panel.queries.length === 0 ? '' : `<h6>${panel.queries.length === 1 ? 'Query' : 'Queries'}</h6>`,
    ...panel.queries.map(query => queryDetails(query, shown)),
    panel.links.length === 0
      ? ''
      : `<h6>Links</h6><ul class="link-list">${panel.links.map(({ title: words, url }) => `<li>${printLink(words, url, href)}${href(url) === undefined ? ` <code>${escapeHtml(url)}</code>` : ''}</li>`).join('')}</ul>`,
    '</div>',
  ].join('');
};

const queryDetails = (query: Query, shown: Shown | undefined): string => {
  const { refId, source, legend, instant, text, hidden, format } = query;
  const question = shown === undefined ? undefined : questionOf(query, shown);
  const outcome = question === undefined ? undefined : shown?.outcomes.get(questionKey(question));
  const about = [
    refId,
    source,
    ...(source === 'prometheus' ? [instant ? 'instant' : 'range', format] : []),
    ...(legend === undefined || legend === '' ? [] : [`legend ${legend}`]),
    ...(hidden ? ['hidden'] : []),
    ...(outcome?.kind === 'answered' ? [`${outcome.series.length} series`] : []),
  ];
  return [
    `<p class="query-about">${about.map(each => `<span>${escapeHtml(each)}</span>`).join(' ')}</p>`,
    `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>`,
    question === undefined || question.expr === text
      ? ''
      : `<p class="query-about"><span>as it was asked${question.instant ? '' : `, every ${question.step} s`}</span></p><pre tabindex="0"><code>${escapeHtml(question.expr)}</code></pre>`,
    outcome?.kind === 'failed' ? `<p class="failed">${escapeHtml(outcome.message)}</p>` : '',
  ].join('');
};
