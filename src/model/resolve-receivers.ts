import type { Catalogue } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { ReceiverEntry } from '../catalogue/receiver.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { receivers as kinds } from '../receivers/registry.ts';
import { type Channel, isNamed, routeChannels, teamChannels } from './channels.ts';
import type { ReceiverModel } from './model.ts';
import { kindUnknown, nameDuplicate, optionInvalid } from './problems.ts';
import { receiverMistakes } from './uses.ts';

/** Names that the stack gives itself: the receiver of what no team takes, and that of the watchdog. */
export const reservedReceivers = { fallback: 'fallback', heartbeat: 'heartbeat' } as const;

const ownReceivers = (channels: readonly Channel[], path: string): readonly ReceiverModel[] =>
  channels.flatMap(({ entry, receiver }) =>
    isNamed(entry) ? [] : [{ id: receiver, uses: [entry], resolved: true, path }],
  );

const namedReceiver = ({ id, sends, resolved = true }: ReceiverEntry, path: string): ReceiverModel => ({
  id,
  uses: sends,
  resolved,
  path: childPath(path, id),
});

/**
 * Every receiver but the reserved ones. A name that a team uses and nobody defines stands for a receiver without uses:
 * it is reported once, as what it is.
 */
export const resolveReceivers = (catalogue: Catalogue, path: string): readonly ReceiverModel[] => {
  const named = (catalogue.receivers ?? []).map(entry => namedReceiver(entry, path));
  const channels = [
    ...catalogue.teams.map(team => ({ id: team.id, channels: teamChannels(team) })),
    ...routeChannels(catalogue).map(({ id, channel }) => ({ id, channels: [channel] })),
  ];
  const own = channels.flatMap(({ id, channels }) => ownReceivers(channels, childPath(path, id)));
  const known = new Set([...named, ...own].map(({ id }) => id));
  const wanted = channels.flatMap(({ channels }) => channels.map(({ receiver }) => receiver));
  const missing = [...new Set(wanted)].filter(id => !known.has(id));
  return [...named, ...own, ...missing.map(id => ({ id, uses: [], resolved: true, path }))];
};

const nameMistakes = (entry: ReceiverEntry, catalogue: Catalogue, path: string): readonly Diagnostic[] => {
  const at = childPath(path, entry.id);
  if (entry.id === reservedReceivers.fallback || entry.id === reservedReceivers.heartbeat)
    return [
      report(
        nameDuplicate,
        at,
        `A receiver cannot be named \`${entry.id}\`: the stack has one of that name.`,
        'Rename it.',
      ),
    ];
  return [
    ...catalogue.teams.flatMap(team =>
      teamChannels(team).map(channel => ({ channel, of: `of the team \`${team.id}\`` })),
    ),
    ...routeChannels(catalogue).map(({ id, channel }) => ({ channel, of: `of the route \`${id}\`` })),
  ]
    .filter(({ channel }) => !isNamed(channel.entry) && channel.receiver === entry.id)
    .map(({ channel, of }) =>
      report(
        nameDuplicate,
        at,
        `The receiver \`${entry.id}\` has the name of the channel \`${channel.property}\` ${of}.`,
        'Rename it.',
      ),
    );
};

const channelMistakes = (channels: readonly Channel[], known: readonly string[], path: string): readonly Diagnostic[] =>
  channels.flatMap(({ property, entry }) => {
    if (!isNamed(entry)) return receiverMistakes([entry], path);
    if (known.includes(entry.receiver)) return [];
    return [
      report(
        kindUnknown,
        path,
        `The channel \`${property}\` names a receiver \`${entry.receiver}\`, which the stack does not have.`,
        suggest(entry.receiver, known) ?? `Add new Receiver(stack, '${entry.receiver}', {sends: […]}).`,
      ),
    ];
  });

/** Receivers that want different files for one variable of Alertmanager. */
const variableMistakes = (all: readonly ReceiverModel[]): readonly Diagnostic[] => {
  const files = new Map<string, string>();
  return all.flatMap(({ uses, path }) =>
    uses.flatMap(({ kind, options }) =>
      Object.entries(kinds.get(kind)?.environmentOf(options) ?? {}).flatMap(([variable, { secret }]) => {
        const first = files.get(variable) ?? secret;
        files.set(variable, first);
        if (first === secret) return [];
        return [
          report(
            optionInvalid,
            path,
            `${kind}() takes its credentials from the secret \`${secret}\`, another receiver from \`${first}\`: Alertmanager can read one file only (${variable}).`,
            'Put both accounts into one file and give each receiver its profile.',
          ),
        ];
      }),
    ),
  );
};

/** Mistakes in receivers, and in the channels that use them. */
export const receiversMistakes = (catalogue: Catalogue, path: string): readonly Diagnostic[] => {
  const entries = catalogue.receivers ?? [];
  const known = entries.map(({ id }) => id);
  return [
    ...entries.flatMap(entry => [
      ...nameMistakes(entry, catalogue, path),
      ...(entry.sends.length === 0 && entry.nobody === undefined
        ? [
            report(
              optionInvalid,
              childPath(path, entry.id),
              `The receiver \`${entry.id}\` notifies nobody: \`sends\` is empty.`,
              "Write sends: [slack({…})], or nobody: 'why' if that is meant.",
            ),
          ]
        : []),
      ...receiverMistakes(entry.sends, childPath(path, entry.id)),
    ]),
    ...catalogue.teams.flatMap(team => channelMistakes(teamChannels(team), known, childPath(path, team.id))),
    ...routeChannels(catalogue).flatMap(({ id, channel }) => channelMistakes([channel], known, childPath(path, id))),
    ...variableMistakes(resolveReceivers(catalogue, path)),
  ];
};
