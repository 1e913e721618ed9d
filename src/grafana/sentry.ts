import type { JsonObject } from '../core/json.ts';
import { datasources, workloads } from '../ir/conventions.ts';
import { peerOf } from '../ir/external-peer.ts';
import type { Site } from '../ir/site.ts';
import type { Edge, Text } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';

/**
 * Issues of Sentry in Grafana: the one data source that the image does not bring along.
 *
 * @module
 */

type SentryModel = NonNullable<Model['sentry']>;

/** The plugin's id is the type of its data source. */
const pluginId = 'grafana-sentry-datasource';

/** Needs Grafana 10.4; grafana.com/grafana/plugins/grafana-sentry-datasource. */
const pluginVersion = '2.2.12';

/** Where the image's start script fetches plugins; it skips one that lies in the volume in the wanted version. */
const pluginCatalogue = 'https://grafana.com';

/**
 * Installed before the server starts, in this version and no other. Not by `GF_PLUGINS_PREINSTALL`: whoever turns that
 * on lets Grafana 13 replace the plugins of its image as well. Since release 12.1 the variable asks for the force.
 */
export const sentryPlugin: Readonly<Record<string, Text>> = {
  GF_INSTALL_PLUGINS: `${pluginId} ${pluginVersion}`,
  GF_INSTALL_PLUGINS_FORCE: 'true',
};

/** Keys of grafana/sentry-datasource, pkg/plugin/settings.go; an address of the plugin's own, not the data source's. */
export const sentryDatasource = ({ organization, url, token }: SentryModel, site: Site): JsonObject => ({
  name: 'Sentry',
  uid: datasources.sentry,
  type: pluginId,
  access: 'proxy',
  orgId: 1,
  editable: false,
  jsonData: { url, orgSlug: organization },
  secureJsonData: { authToken: `$__file{${site.secretFile(workloads.grafana, token)}}` },
});

/** Grafana asks Sentry, and fetches the plugin once. */
export const sentryEdges = ({ url }: SentryModel): readonly Edge[] =>
  [url, pluginCatalogue].map(address => ({
    from: workloads.grafana,
    to: 'external',
    ...peerOf(address, 'https'),
    purpose: 'query',
  }));
