import { defineCheck, type Finding } from './check.ts';

/** Warnings that wake somebody, because their team has nothing but a page. */
export const amWake = defineCheck({
  code: 'AM-WAKE',
  severity: 'warning',
  why: 'A team takes what its channels leave: with nothing but a page, somebody is woken for every warning, and soon ignores them all.',
  run: ({ facts, model }) =>
    model.teams.flatMap(({ id, path, page, notify, mail, channels }): readonly Finding[] => {
      if (page === undefined || notify !== undefined || mail !== undefined || channels.warning !== undefined) return [];
      const waking = facts.alerts.filter(
        ({ rule, receivers }) =>
          rule.labels['team'] === id &&
          ['warning', 'info'].includes(rule.labels['severity'] ?? '') &&
          receivers.includes(page),
      );
      const [first] = waking;
      return first === undefined
        ? []
        : [
            {
              path,
              message: `The team \`${id}\` has only a \`page\` channel: ${waking.length} of its warnings and remarks (${first.rule.alert}, …) wake somebody.`,
              hint: 'Add notify: slack({…}) or mail: email({…}), which warnings go to.',
            },
          ];
    }),
});
