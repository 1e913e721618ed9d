import type { JsonObject } from '../core/json.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';

/**
 * `dist/silences.json`, for `amtool silence import`: what somebody decided not to hear, with who and why. Importing it
 * twice gives two silences of each: expire the old ones first.
 */
export const silences = (model: Model): PlanPart =>
  model.routing.silences.length === 0
    ? {}
    : {
        documents: [
          {
            path: 'dist/silences.json',
            format: 'json',
            body: model.routing.silences.map(
              ({ matchers, owner, reason, from, until }): JsonObject => ({
                matchers: matchers.map(({ label, op, value }) => ({
                  name: label,
                  value,
                  isRegex: op === '=~' || op === '!~',
                  isEqual: op === '=' || op === '=~',
                })),
                startsAt: from,
                endsAt: until,
                createdBy: owner,
                comment: reason,
              }),
            ),
            origins: Object.fromEntries([
              ['', model.path],
              ...model.routing.silences.map(({ path }, i) => [`/${i}`, path] as const),
            ]),
          },
        ],
      };
