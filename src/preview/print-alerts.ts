import { compareText } from '../core/diagnostic.ts';
import { escapeHtml } from '../core/html.ts';
import type { Panel } from './dashboard.ts';
import { numberAt, objectAt, textAt } from './json-fields.ts';
import type { AnsweredSeries } from './questions.ts';

type Matcher = (labels: AnsweredSeries['labels']) => boolean;

/** Alerts that wait or fire, those that fire first, as the panel filters them. */
export const printAlerts = (panel: Panel, all: readonly AnsweredSeries[], say: (text: string) => string): string => {
  const states = objectAt(panel.options, 'stateFilter');
  const name = say(textAt(panel.options, 'alertName') ?? '').toLowerCase();
  const matches = matcherOf(say(textAt(panel.options, 'alertInstanceLabelFilter') ?? ''));
  const found = all
    .map(({ labels }) => labels)
    .filter(labels => states[labels['alertstate'] ?? ''] !== false)
    .filter(labels => (labels['alertname'] ?? '').toLowerCase().includes(name) && matches(labels))
    .toSorted(
      (a, b) =>
        compareText(a['alertstate'] ?? '', b['alertstate'] ?? '') ||
        compareText(a['alertname'] ?? '', b['alertname'] ?? ''),
    );
  if (found.length === 0) return '<p class="empty">No alert waits or fires</p>';
  const most = numberAt(panel.options, 'maxItems') ?? 20;
  const items = found.slice(0, most).map(labels => {
    const firing = labels['alertstate'] === 'firing';
    const others = Object.entries(labels).filter(([key]) => !['__name__', 'alertname', 'alertstate'].includes(key));
    return `<li><span class="state ${firing ? 'ink-red' : 'ink-orange'}">${firing ? '▲ firing' : '◔ pending'}</span> <strong>${escapeHtml(labels['alertname'] ?? '')}</strong> <span class="labels">${escapeHtml(others.map(([key, value]) => `${key}=${value}`).join('  '))}</span></li>`;
  });
  return `<ul class="alerts">${items.join('')}</ul>${found.length > most ? `<p class="note">${found.length - most} more alerts</p>` : ''}`;
};

/** `{service="api",severity!="none"}` as a test of labels. */
const matcherOf = (selector: string): Matcher => {
  const tests = [...selector.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g)].map(
    ([, label = '', operator, value = '']): Matcher => {
      const exact = (labels: AnsweredSeries['labels']): boolean => (labels[label] ?? '') === value;
      const pattern = expressionOf(value);
      const like = (labels: AnsweredSeries['labels']): boolean => pattern?.test(labels[label] ?? '') ?? false;
      switch (operator) {
        case '=':
          return exact;
        case '!=':
          return labels => !exact(labels);
        case '=~':
          return like;
        default:
          return labels => !like(labels);
      }
    },
  );
  return labels => tests.every(test => test(labels));
};

const expressionOf = (source: string): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return undefined;
  }
};
