import type { KindUse } from '../catalogue/kind-use.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { nameIn } from '../integrations/component-name.ts';
import { ownScopes } from '../integrations/integration.ts';
import { integrations } from '../integrations/registry.ts';
import type { OptionMistake } from '../ir/options.ts';
import { receivers } from '../receivers/registry.ts';
import { kindUnknown, nameDuplicate, optionInvalid, secretInline } from './problems.ts';

interface Entry {
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
}

const mistakesOf = (
  what: string,
  registry: ReadonlyMap<string, Entry>,
  use: KindUse,
  path: string,
): readonly Diagnostic[] => {
  const entry = registry.get(use.kind);
  if (entry === undefined)
    return [report(kindUnknown, path, `There is no ${what} "${use.kind}".`, suggest(use.kind, [...registry.keys()]))];
  return entry
    .mistakes(use.options)
    .map(mistake =>
      report(mistake.kind === 'secret' ? secretInline : optionInvalid, path, mistake.message, mistake.hint),
    );
};

/** Mistakes in the receivers that a team or stack names. */
export const receiverMistakes = (uses: readonly (KindUse | undefined)[], path: string): readonly Diagnostic[] =>
  uses.flatMap(use => (use === undefined ? [] : mistakesOf('receiver', receivers, use, path)));

/** Mistakes in the integrations that a service or stack uses. */
export const integrationMistakes = (
  uses: readonly KindUse[],
  path: string,
  whose: 'service' | 'stack',
): readonly Diagnostic[] => [
  ...uses.flatMap(use => [...mistakesOf('integration', integrations, use, path), ...misplaced(use, path, whose)]),
  ...repeated(uses, path, whose),
  ...rivals(uses, path),
];

const isSame = (one: KindUse, other: KindUse): boolean =>
  one.kind === other.kind && nameIn(one.options) === nameIn(other.options);

/** The first of each kind and name: exporters, jobs and alerts are named by them. */
export const distinctUses = (uses: readonly KindUse[]): readonly KindUse[] =>
  uses.filter((use, at) => uses.findIndex(other => isSame(use, other)) === at);

/** Whether a service can have several of the kind. */
const canBeNamed = (kind: string): boolean => 'name' in (integrations.get(kind)?.definition.options ?? {});

const repeated = (uses: readonly KindUse[], path: string, whose: 'service' | 'stack'): readonly Diagnostic[] =>
  distinctUses(uses)
    .filter(use => uses.filter(other => isSame(use, other)).length > 1)
    .map(({ kind, options }) => {
      const name = nameIn(options);
      const call = name === undefined ? `${kind}()` : `${kind}({name: '${name}', …})`;
      return report(
        nameDuplicate,
        path,
        `The ${whose} uses \`${call}\` twice: their exporters, jobs and alerts would have the same names.`,
        canBeNamed(kind)
          ? `Give ${name === undefined ? 'one of them a name' : 'them different names'}: ${kind}({name: '…', …}).`
          : 'Keep one.',
      );
    });

/** A process answers requests through one framework, whose alerts and series have the names of every other's. */
const rivals = (uses: readonly KindUse[], path: string): readonly Diagnostic[] => {
  const [first, second] = distinctUses(uses).filter(
    ({ kind }) => integrations.get(kind)?.definition.scope === 'runtime',
  );
  if (first === undefined || second === undefined) return [];
  return [
    report(
      optionInvalid,
      path,
      `\`${first.kind}()\` and \`${second.kind}()\` are both runtimes, and a service has one.`,
      'Keep the one that answers its requests, as `runtime`; another process is a service of its own.',
    ),
  ];
};

/** What belongs to a service cannot stand at the stack, and the other way round. */
const misplaced = (use: KindUse, path: string, whose: 'service' | 'stack'): readonly Diagnostic[] => {
  const scope = integrations.get(use.kind)?.definition.scope;
  if (scope === undefined) return [];
  const isOwn = ownScopes.includes(scope);
  if (isOwn === (whose === 'service')) return [];
  return [
    report(
      optionInvalid,
      path,
      isOwn
        ? `\`${use.kind}()\` belongs to a service, and stands in \`uses\` of the stack.`
        : `\`${use.kind}()\` belongs to the stack, and stands in \`uses\` of a service.`,
      isOwn
        ? 'Move it to `uses` of the service that it serves.'
        : 'Move it to `uses` of the stack: it is there once for all.',
    ),
  ];
};
