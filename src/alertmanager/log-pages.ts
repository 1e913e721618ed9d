import { datasources } from '../ir/conventions.ts';
import type { Model } from '../model/model.ts';
import type { LogPages } from './template-parts.ts';

/** Parentheses as well: they would end a link in Markdown. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[()'*!]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The newest lines of a service in Grafana's Explore, for every service that has logs. */
export const logPages = ({ services }: Model, grafanaBase: string): LogPages =>
  new Map(
    services
      .filter(({ logs }) => logs.length > 0)
      .map(({ id, logs }) => {
        const pane = {
          datasource: datasources.elasticsearch,
          queries: [
            {
              refId: 'A',
              query: logs.map(({ dataset }) => `data_stream.dataset:"${dataset}"`).join(' OR '),
              metrics: [{ type: 'logs', id: '1' }],
            },
          ],
          range: { from: 'now-1h', to: 'now' },
        };
        return [id, `${grafanaBase}/explore?schemaVersion=1&orgId=1&panes=${encoded(JSON.stringify({ logs: pane }))}`];
      }),
  );
