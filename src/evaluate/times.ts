import type { DurationExpr, Modifiers } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import { type Unsupported, unsupported } from './evaluated.ts';

/** The milliseconds of a duration that needs no arithmetic. */
export const millisecondsOf = (duration: DurationExpr): number | Unsupported => {
  switch (duration.kind) {
    case 'duration':
      return duration.milliseconds;
    case 'durationNegation': {
      const inner = millisecondsOf(duration.expr);
      return typeof inner === 'number' ? -inner : inner;
    }
    case 'durationVariable':
      return unsupported(`the variable \`${duration.text}\``);
    default:
      return unsupported('arithmetic with durations');
  }
};

/** The time a selector or a subquery looks at, in milliseconds. */
export const referenceTime = ({ offset, at, extension }: Modifiers, context: Context): number | Unsupported => {
  if (extension !== undefined) return unsupported(`the modifier \`${extension}\``);
  if (at?.kind === 'variable') return unsupported(`the variable \`${at.text}\``);
  const from = at === undefined ? context.at : at.kind === 'time' ? Math.round(at.seconds * 1_000) : context.queryAt;
  const back = offset === undefined ? 0 : millisecondsOf(offset);
  return typeof back === 'number' ? from - back : back;
};
