import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { Model } from '../model/model.ts';
import { holidaysPast } from './problems.ts';

/** Teams whose holidays are all over. `today` is `YYYY-MM-DD`. */
export const pastHolidays = ({ teams }: Model, today: string): readonly Diagnostic[] =>
  teams.flatMap(({ id, path, holidays }) => {
    const last = holidays.toSorted().at(-1);
    return last === undefined || last >= today
      ? []
      : [
          report(
            holidaysPast,
            path,
            `All holidays of the team \`${id}\` are over: the last was ${last}.`,
            'Add those to come, or remove `holidays`.',
          ),
        ];
  });
