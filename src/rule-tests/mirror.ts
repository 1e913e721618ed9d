import type { Setting, Source, State } from './source.ts';

const isAlike = (left: Setting, right: Setting): boolean =>
  left.amount === right.amount &&
  left.position === right.position &&
  left.flips === right.flips &&
  left.slope === right.slope;

/** Sources that must not count do the opposite of what the test is about, and more of it. */
export const withMirrors = (sources: readonly Source[], state: State, mirrored: State): State =>
  state.map((setting, i) => {
    const { live, mirrors } = sources[i] ?? { live: true };
    if (live) return setting;
    const twin = mirrors === undefined ? undefined : mirrored[mirrors];
    if (twin === undefined || mirrors === undefined) return { ...setting, present: false };
    // One that stays what it is must differ all the same.
    const own = state[mirrors];
    return own !== undefined && isAlike(twin, own) ? { ...twin, amount: 3 * twin.amount } : twin;
  });
