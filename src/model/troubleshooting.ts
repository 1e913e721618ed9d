import { childPath } from '../catalogue/paths.ts';
import type { RunbookModel } from './model.ts';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly string[];
}

/** What goes wrong with a monitoring that runs: the four common issues that one of the source systems lists. */
const pages: readonly Page[] = [
  {
    id: 'monitoring-does-not-start',
    title: 'A part of the monitoring does not start',
    steps: [
      'Read the last lines of its log: a refused configuration, a missing secret, or a full disk is named there.',
      'Check what it depends on: are its secrets mounted, is its volume bound, does the image exist?',
      'Check that what it stores into answers: Elasticsearch for Logstash and Jaeger, Alertmanager for Prometheus.',
      'Synthesise again and compare: a file that was edited by hand on the server is the usual difference.',
    ],
  },
  {
    id: 'alerts-too-often',
    title: 'Alerts fire too often, or without reason',
    steps: [
      'Count before you change anything: which alerts fired most often in the last month, and what was done about them?',
      'Nothing was ever done: lower its severity, or switch it off by its name.',
      'It was right but too early: raise its threshold or its waiting time where it is declared, with the reason beside it.',
      'Several say the same thing: put them in one group, so that the critical one silences the others.',
      'It fires during planned work: declare a maintenance window instead of a silence by hand.',
    ],
  },
  {
    id: 'monitoring-too-heavy',
    title: 'The monitoring slows down what it watches',
    steps: [
      'Open the dashboard of the machines: which process of the monitoring takes the time?',
      'An exporter: scrape it less often, or let it collect less.',
      'Prometheus: look for the metric with the most series, and for a label without bounds.',
      'The application’s own instrumentation: lower the share of traces that are kept, and drop metrics that nobody reads.',
      'A dashboard or a rule: record the expensive query once instead of asking it from every panel.',
    ],
  },
  {
    id: 'notifications-refused',
    title: 'Another service refuses what the monitoring sends',
    steps: [
      'Find the receiver: `alertmanager_notifications_failed_total` by `integration` and `reason`, and the log of Alertmanager.',
      'Check the credential: has it expired, was it replaced, is the file that Alertmanager reads the new one?',
      'Check the way there: name resolution, the firewall or network policy, a proxy.',
      'Check the status page of the other service; meanwhile tell people by another channel what fires.',
      'Afterwards send a test alert and wait until it arrives.',
    ],
  },
];

/** The pages about the monitoring itself that every stack has. */
export const troubleshooting = (stackPath: string): readonly RunbookModel[] =>
  pages.map(page => ({ ...page, path: childPath(stackPath, page.id), page: page.id, links: [] }));
