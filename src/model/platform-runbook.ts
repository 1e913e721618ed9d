import { childPath } from '../catalogue/paths.ts';
import type { RunbookModel } from './model.ts';

/** Page of the alerts about the monitoring itself. */
export const platformRunbookPage = 'monitoring-platform';

/** What to do when the monitoring itself is ill: until it is well, no other alert can be trusted. */
export const platformRunbook = (stackPath: string): RunbookModel => ({
  id: platformRunbookPage,
  path: childPath(stackPath, platformRunbookPage),
  page: platformRunbookPage,
  title: 'The monitoring platform is ill',
  steps: [
    'Treat everything as unwatched until this is solved, and say so in the team channel.',
    'Open the dashboard "Meta-monitoring": which part stopped, and since when?',
    'Prometheus: look at /targets and /rules, and at its log for out-of-memory kills and a full disk.',
    'Alertmanager: look at its log for the receiver that refuses; expired tokens and changed webhook addresses are the usual cause.',
    'Restart the part that is stuck; Prometheus replays its write-ahead log first, which takes minutes.',
    'Afterwards check that the heartbeat arrives again at the dead man’s switch.',
  ],
  links: [],
});
