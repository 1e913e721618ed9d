import type { Model, TeamModel } from './model.ts';

/** Teams that have nobody to wake, by id: a finding of its own, behind which others would only repeat it. */
export const teamsWithoutPage = ({ teams }: Model): ReadonlyMap<string, TeamModel> =>
  new Map(
    teams
      .filter(({ page, channels }) => page === undefined && channels.critical === undefined)
      .map(team => [team.id, team]),
  );
