import { formatNumber } from '../core/decimal.ts';
import { formatDuration } from '../core/duration.ts';
import { print } from '../promql/print.ts';
import type { Contrast } from './alert-states.ts';
import type { AlertSubject } from './alert-subject.ts';
import type { State } from './source.ts';
import { tryState, valueIn } from './trial.ts';

/** Four digits tell enough. */
export const short = (value: number): string => formatNumber(Number(value.toPrecision(4)));

const sideValue = (contrast: Contrast, state: State): string | undefined => {
  const { atom } = contrast.literal;
  if (atom.kind !== 'comparison') return undefined;
  const value = valueIn(tryState(contrast.bench, state), atom.expr.left);
  const number = value.kind === 'vector' ? value.samples[0]?.value : value.kind === 'scalar' ? value.value : undefined;
  return number === undefined || !Number.isFinite(number) ? undefined : short(number);
};

export const abbreviated = (text: string): string => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

/** The alert, and what tells it from others of its name. */
export const titleOf = ({ watched: { rule }, siblings }: AlertSubject): string => {
  const telling = Object.entries(rule.labels).filter(([label, value]) =>
    siblings.some(sibling => sibling.rule.labels[label] !== value),
  );
  const shown = telling.find(([label]) => ['probe', 'slo', 'severity'].includes(label)) ?? telling[0];
  return shown === undefined ? rule.alert : `${rule.alert} (${shown[1]})`;
};

/** `HighErrorRate: 0.0475 is silent, 0.0525 fires after 5m`. */
export const nameOf = (subject: AlertSubject, contrast: Contrast, several: boolean): string => {
  const { pending } = subject.watched;
  const { atom } = contrast.literal;
  const after = pending === 0 ? 'at once' : `after ${formatDuration(pending)}`;
  const under = sideValue(contrast, contrast.under);
  const over = sideValue(contrast, contrast.over);
  const what =
    atom.kind === 'comparison' && under !== undefined && over !== undefined
      ? `${under} is silent, ${over} fires ${after}`
      : atom.kind === 'absence'
        ? `what is there is silent, what has gone fires ${after}`
        : `fires ${after}`;
  return `${titleOf(subject)}: ${what}${several ? ` in ${abbreviated(print(atom.expr))}` : ''}`;
};
