import { decimal, subtract, toNumber } from '../core/decimal.ts';
import { type Diagnostic, report as finding } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { ObjectiveNature } from '../ir/live-queries.ts';
import { askBudgets, type Budget } from './budgets.ts';
import { type Interval, intervalsAbove } from './intervals.ts';
import { budgetUnknown } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import { type Series, seriesKey } from './samples.ts';
import { quoted } from './selector.ts';
import type { Answer } from './server.ts';

/** What is reported: a length of time, in seconds, and the moment at which it ends. */
export interface ReportWindow {
  /** Seconds since 1970, a whole minute. */
  readonly to: number;
  /** Whole hours up to two days, whole days beyond. */
  readonly length: number;
}

/** A part of the window with the share of good events in it; null where nothing was recorded. */
export interface ReportSlot {
  readonly from: number;
  readonly to: number;
  readonly sli: number | null;
}

/** How one promise was kept. */
export interface ObjectiveReport {
  /** The account at the end of the window, over the time that the promise itself is about. */
  readonly budget: Budget;
  /** What the promise is about and what it weighs; null when nobody told. */
  readonly nature: ObjectiveNature | null;
  /** Good share over the window; null where nothing was recorded. */
  readonly sli: number | null;
  readonly met: boolean | null;
  /** The bad share over the window, compared with the allowed one. */
  readonly spent: number | null;
  /** When a larger share was bad than the promise allows. */
  readonly violations: readonly Interval[];
  readonly history: readonly ReportSlot[];
}

export interface SloReport {
  readonly window: ReportWindow;
  /** Length of the pieces in which violations are looked for: they begin and end with one. Seconds. */
  readonly resolution: number;
  readonly objectives: readonly ObjectiveReport[];
}

const hour = 3_600;
const day = 86_400;

/** Two days can be shown in steps of five minutes; a month in steps of an hour has as many points. */
const stepsOf = ({ length }: ReportWindow): { readonly resolution: number; readonly slot: number } =>
  length <= 2 * day ? { resolution: 300, slot: hour } : { resolution: hour, slot: day };

/** How many services are asked about at the same time: a report is not worth the memory of the server. */
const together = 4;

/** Asks how every promise, or those of the named services, was kept over a window. */
export const askReport = async (
  prometheus: Prometheus,
  services: readonly string[],
  window: ReportWindow,
  natures: ReadonlyMap<string, ObjectiveNature>,
): Promise<Answer<SloReport>> => {
  const budgets = await askBudgets(prometheus, services);
  if ('failure' in budgets) return budgets;
  const names = [...new Set(budgets.value.map(({ service }) => service))];
  const notes: Diagnostic[] = [...budgets.notes];
  const objectives: ObjectiveReport[] = [];
  for (let first = 0; first < names.length; first += together) {
    const answers = await Promise.all(
      names.slice(first, first + together).map(service => askService(prometheus, service, window)),
    );
    for (const [offset, answer] of answers.entries()) {
      if ('failure' in answer) return answer;
      notes.push(...answer.notes);
      const service = names[first + offset];
      for (const budget of budgets.value.filter(each => each.service === service))
        objectives.push(objectiveReport(budget, answer.value, window, natures.get(budget.slo) ?? null));
    }
  }
  const silent = objectives.filter(({ sli, budget }) => sli === null && budget.budget_consumption !== null);
  return {
    value: { window, resolution: stepsOf(window).resolution, objectives },
    notes: [...unique(notes), ...silent.map(({ budget }) => silence(prometheus, budget, window))],
  };
};

const silence = ({ name }: Prometheus, { slo }: Budget, { length }: ReportWindow): Diagnostic =>
  finding(
    budgetUnknown,
    name,
    `Nothing is recorded for \`${slo}\` in the last ${formatDuration(length * 1_000)}.`,
    `Check how long this Prometheus keeps \`${sloSeries.total('5m')}\`.`,
  );

/** Several queries about one storage that is away say the same. */
const unique = (notes: readonly Diagnostic[]): readonly Diagnostic[] =>
  notes.filter((note, i) => notes.findIndex(({ message }) => message === note.message) === i);

/** Shares of bad events of a service: over the whole window, and in pieces of two lengths. */
interface ServiceRatios {
  readonly whole: ReadonlyMap<string, number>;
  readonly pieces: ReadonlyMap<string, Series>;
  readonly slots: ReadonlyMap<string, Series>;
}

/** Weighted by traffic: sums of bad and of all events are divided, ratios are never averaged. */
const ratioOver = (service: string, seconds: number): string => {
  const over = (name: string): string =>
    `sum_over_time(${name}{service=${quoted(service)}}[${formatDuration(seconds * 1_000)}])`;
  return `${over(sloSeries.errors('5m'))} / (${over(sloSeries.total('5m'))} > 0)`;
};

const askService = async (
  prometheus: Prometheus,
  service: string,
  window: ReportWindow,
): Promise<Answer<ServiceRatios>> => {
  const { resolution, slot } = stepsOf(window);
  const inPieces = (length: number): Promise<Answer<readonly Series[]>> =>
    prometheus.queryRange(ratioOver(service, length), {
      start: window.to - window.length + length,
      end: window.to,
      step: length,
    });
  const whole = await prometheus.query(ratioOver(service, window.length), window.to);
  if ('failure' in whole) return whole;
  const pieces = await inPieces(resolution);
  if ('failure' in pieces) return pieces;
  const slots = await inPieces(slot);
  if ('failure' in slots) return slots;
  return {
    value: {
      whole: new Map(whole.value.map(({ labels, value }) => [seriesKey(labels), value])),
      pieces: byKey(pieces.value),
      slots: byKey(slots.value),
    },
    notes: [...whole.notes, ...pieces.notes, ...slots.notes],
  };
};

const byKey = (all: readonly Series[]): ReadonlyMap<string, Series> =>
  new Map(all.map(series => [seriesKey(series.labels), series]));

const objectiveReport = (
  budget: Budget,
  ratios: ServiceRatios,
  window: ReportWindow,
  nature: ObjectiveNature | null,
): ObjectiveReport => {
  const { service, team, slo, labels, objective, threshold } = budget;
  const key = seriesKey({ service, team, slo, ...labels });
  const bad = finite(ratios.whole.get(key));
  const { resolution, slot } = stepsOf(window);
  return {
    budget,
    nature,
    sli: bad === null ? null : rest(bad),
    met: bad === null || threshold === null ? null : bad <= threshold,
    spent: bad === null || threshold === null || threshold === 0 || objective === null ? null : bad / threshold,
    violations: threshold === null ? [] : intervalsAbove(ratios.pieces.get(key)?.points ?? [], threshold, resolution),
    history: slotsOf(ratios.slots.get(key), window, slot),
  };
};

/** Rules of somebody else may record what is no number. */
const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;

/** What is left of the whole, exactly: 1 - 0.00025 is 0.99975. */
const rest = (share: number): number => toNumber(subtract(decimal(1), decimal(share)));

/** Every slot of the window, those without a value included. */
const slotsOf = (series: Series | undefined, { to, length }: ReportWindow, slot: number): readonly ReportSlot[] => {
  const values = new Map(series?.points.map(({ at, value }) => [at, value]));
  return Array.from({ length: Math.round(length / slot) }, (_, i) => {
    const end = to - length + (i + 1) * slot;
    const bad = finite(values.get(end));
    return { from: end - slot, to: end, sli: bad === null ? null : rest(bad) };
  });
};
