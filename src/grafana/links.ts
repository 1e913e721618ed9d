import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type DashboardLink, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelLink } from '../catalogue/dashboard.ts';

const outside = (url: string): boolean => url.startsWith('http');

const link = (title: string, url: string): Builder<DashboardLink> => ({
  build: () => ({
    title,
    type: DashboardLinkType.Link,
    url,
    icon: 'external link',
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: outside(url),
    includeVars: false,
    keepTime: true,
  }),
});

/** A link to one page, which keeps the time range of this one where it stands at the head of a dashboard. */
export const pageLink = ({ title, url }: PanelLink): Builder<DashboardLink> => link(title, url);

/** The same in a cell of a table, which knows less. */
export const cellLink = ({ title, url }: PanelLink) => ({ title, url, targetBlank: outside(url) });
