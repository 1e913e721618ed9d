import { panels } from '../../catalogue/panels.ts';
import type { Model } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');

const settings = ({ environment, profile, intervals, retention, owner }: Model): string =>
  table(
    ['Setting', 'Value'],
    [
      ['Environment', environment],
      ['Profile', profile],
      ['Owner of the platform', owner],
      ['Metrics are asked for every', intervals.scrape],
      ['Rules are evaluated every', intervals.evaluation],
      ['Metrics are kept for', retention.metrics],
      ['Logs are kept for', retention.logsDelete],
      ['Traces are kept for', retention.traces],
    ],
  );

const teams = (model: Model): string =>
  table(
    ['Team', 'Time zone', 'Contact', 'Services'],
    model.teams.map(({ id, timezone, contact }) => [
      id,
      timezone,
      contact ?? '-',
      model.services
        .filter(({ owner }) => owner === id)
        .map(service => service.id)
        .join(', ') || '-',
    ]),
  );

const services = (model: Model): string =>
  table(
    ['Service', 'Tier', 'Objectives', 'Probes', 'Alerts of its own', 'Logs', 'Traces'],
    model.services.map(({ id, tier, slos, probes, alerts, logs, traces }) => [
      id,
      String(tier),
      ...[slos, probes, alerts, logs, traces].map(({ length }) => String(length)),
    ]),
  );

/** How the stack is set: read here, changed in the program. */
export const about: BuiltInDashboard = {
  id: 'about',
  build: model => [
    platformDashboard(model, {
      uid: platformUids.about,
      title: 'Settings',
      description: 'How this stack is set up. It is changed in its program, never in the browser.',
      rows: [
        {
          title: 'Stack',
          panels: [
            panels.text(settings(model), {
              title: 'Settings',
              description: 'Intervals and retention.',
              width: 24,
              height: 10,
            }),
          ],
        },
        {
          title: 'Who and what',
          panels: [
            panels.text(teams(model), { title: 'Teams', description: 'Who owns what.', width: 12, height: 10 }),
            panels.text(services(model), { title: 'Services', description: 'What is watched.', width: 12, height: 10 }),
          ],
        },
      ],
    }),
  ],
};
