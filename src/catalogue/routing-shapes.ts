import type { ObjectShape, Shape, Shapes } from '../core/shape.ts';
import {
  boolean,
  constructs,
  duration,
  list,
  number,
  object,
  one,
  period,
  record,
  text,
  texts,
} from './shape-parts.ts';

/**
 * The shapes of everything about who is told when.
 *
 * @module
 */

/** Options are validated by the registry entry that they belong to. */
const kindUse = object({ kind: text, options: { kind: 'anything' } });

/** The name of a shared receiver, or one of its own. */
export const channelShape: Shape = {
  kind: 'either',
  property: 'receiver',
  having: object({ receiver: text }),
  lacking: kindUse,
};

const anyTexts: Shape = list({ kind: 'text', pattern: /^/ });
const matchShapes: Shapes = { when: record(anyTexts), matching: record(text), except: record(anyTexts) };
const severity = one('critical', 'warning', 'info');

const span = object(
  {},
  { weekdays: texts, times: list(object({ from: text, to: text })), days: texts, months: texts, years: texts },
);
const hoursShapes: Shapes = { id: text, timezone: text, spans: list(span) };

const importedSettings: Shapes = {
  groupBy: texts,
  groupWait: duration,
  groupInterval: period,
  repeatInterval: period,
};

/** It contains itself. */
const importedRoute: ObjectShape = {
  ...object({}),
  get optional(): Shapes {
    return {
      ...importedSettings,
      to: text,
      matchers: texts,
      continue: boolean,
      during: texts,
      notDuring: texts,
      routes: list(importedRoute),
    };
  },
};

const moment: Shape = {
  kind: 'text',
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ)?$/,
  expected: 'a day, YYYY-MM-DD, or a moment, YYYY-MM-DDTHH:MM:SSZ',
};

const day: Shape = {
  kind: 'text',
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  expected: 'a day, YYYY-MM-DD',
};

/** What a stack has of it. */
export const routingShapes: Shapes = {
  routes: constructs(
    object(
      { id: text, to: channelShape },
      {
        ...matchShapes,
        also: boolean,
        order: number,
        groupBy: texts,
        groupWait: duration,
        groupInterval: period,
        repeatInterval: period,
        during: texts,
        notDuring: texts,
      },
    ),
  ),
  importedRoutes: constructs(
    object(
      { id: text, root: object({ to: text }, { ...importedSettings, routes: list(importedRoute) }) },
      { inhibitions: list(object({ source: texts, target: texts }, { equal: texts })) },
    ),
  ),
  hours: constructs(object(hoursShapes)),
  maintenance: constructs(object(hoursShapes, { services: texts, severities: list(severity) })),
  inhibitions: constructs(
    object({ id: text, source: object({}, matchShapes), target: object({}, matchShapes), equal: texts }),
  ),
  silences: constructs(object({ id: text, owner: text, reason: text, from: moment, until: moment }, matchShapes)),
};

/** What a team has of it. */
export const teamRoutingShapes: Shapes = {
  page: channelShape,
  notify: channelShape,
  mail: channelShape,
  channels: object({}, { critical: channelShape, warning: channelShape, info: channelShape }),
  businessHours: object({ days: text, from: text, to: text }),
  holidays: list(day),
  escalation: object({ levels: list(object({ after: period, to: channelShape })) }),
  rateLimit: object({ max: { kind: 'number', minimum: 1, whole: true }, window: period }, { receiver: text }),
  grouping: object(
    {},
    {
      page: texts,
      notify: texts,
      mail: texts,
      interval: object({}, { page: period, notify: period, mail: period }),
    },
  ),
};
