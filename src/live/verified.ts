import { type Diagnostic, report } from '../core/diagnostic.ts';
import { getText } from './get-text.ts';
import { notReady } from './problems.ts';
import { nameOf, type Server } from './server.ts';

/** One thing that was looked at, and what is wrong with it. */
export interface Verified {
  /** `Rules of Prometheus`. */
  readonly what: string;
  /** What was found, in a few words. */
  readonly detail: string;
  readonly findings: readonly Diagnostic[];
}

/** Something that could not be looked at. */
export const unseen = (what: string, failure: Diagnostic): Verified => ({
  what,
  detail: 'not known',
  findings: [failure],
});

/** Whether a server says of itself that it is ready; Grafana’s health page counts as such. */
export const verifyReady = async (server: Server, path: string): Promise<Verified> => {
  const what = `${server.product} is ready`;
  const reply = await getText(server, path);
  if ('failure' in reply) return unseen(what, reply.failure);
  return reply.status === 200
    ? { what, detail: nameOf(server), findings: [] }
    : {
        what,
        detail: `HTTP status ${reply.status}`,
        findings: [
          report(
            notReady,
            nameOf(server),
            `${server.product} is not ready: ${path} answers with the HTTP status ${reply.status}.`,
            'Wait until it has started with --wait 2m, or look at its log.',
          ),
        ],
      };
};

/** `3 jobs`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** At most five names, and how many more there are. */
export const someOf = (names: readonly string[]): string => {
  const shown = names.slice(0, 5).map(name => `\`${name}\``);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
};
