import type { KindUse } from '../catalogue/kind-use.ts';
import type { StackFeatures } from '../integrations/integration.ts';
import { integrations, type OpenIntegration } from '../integrations/registry.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** What is said in `uses` and has no effect, or less than one would think. */
export const useIdle = defineCheck({
  code: 'USE-IDLE',
  severity: 'info',
  why: 'Whoever lists an integration believes that it watches. What a platform keeps to itself, and alerts of a part that is not there, watch nothing.',
  run: subject => [
    ...absentParts(subject),
    ...subject.model.uses.flatMap(use => leftOut(use, subject.model.path)),
    ...subject.model.services.flatMap(({ uses, path }) => uses.flatMap(use => leftOut(use, path))),
  ],
});

const texts = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ');

/** A part of the stack is there because of what services have, not because it is listed. */
const absentParts = ({ catalogue, model }: Subject): readonly Finding[] =>
  (catalogue.uses ?? []).flatMap(({ kind, options }): readonly Finding[] => {
    const definition = integrations.get(kind)?.definition;
    if (definition?.part === undefined || model.parts.some(part => part.kind === kind)) return [];
    const chosen = chosenIn(options);
    return [
      {
        path: model.path,
        message: `\`${kind}()\` in \`uses\` of the stack has no effect: the stack has no such part${chosen.length === 0 ? '' : `, and what is said of ${texts(chosen)} goes with it`}.`,
        hint: cameWith(definition.part),
      },
    ];
  });

const chosenIn = (options: unknown): readonly string[] => {
  if (typeof options !== 'object' || options === null || !('alerts' in options)) return [];
  return typeof options.alerts === 'object' && options.alerts !== null ? Object.keys(options.alerts) : [];
};

const none: StackFeatures = { logs: false, traces: false, probes: false };

const cameWith = ({ present }: NonNullable<OpenIntegration['definition']['part']>): string => {
  const needed = (['logs', 'traces', 'probes'] as const).find(feature => present({ ...none, [feature]: true }));
  return `It comes with ${needed ?? 'what'} of a service; until then take it out of \`uses\`.`;
};

/** What a platform keeps to itself, and choices about alerts that the other options leave out. */
const leftOut = ({ kind, options }: KindUse, path: string): readonly Finding[] => {
  const left = integrations.get(kind)?.leftOutOf(options);
  if (left === undefined) return [];
  const { parts, alerts, chosen } = left;
  if (parts.length > 0)
    return [
      {
        path,
        message: `\`${kind}()\` does not watch ${parts.join(', ')}: the platform keeps ${parts.length === 1 ? 'it' : 'them'} to itself, and ${texts(alerts)} with their jobs and panels.`,
        hint: 'Watch them with the platform’s own monitoring, or suppress this remark with a reason.',
      },
    ];
  return chosen.map(alert => ({
    path,
    message: `\`${kind}()\` has no alert \`${alert}\` with these options: what \`alerts\` says of it has no effect.`,
    hint: 'docs/integrations.md lists the options; one of them gives the alert what it compares with.',
  }));
};
