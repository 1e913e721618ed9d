import { defineProblem } from '../core/diagnostic.ts';

export const fileUnread = defineProblem({
  code: 'PREVIEW-FILE',
  severity: 'error',
  why: 'A file that cannot be read would be missing from the page in silence.',
});

export const noDashboard = defineProblem({
  code: 'PREVIEW-DASHBOARD',
  severity: 'error',
  why: 'What is no classic dashboard cannot be drawn; a page without it would look complete.',
});

export const uidTwice = defineProblem({
  code: 'PREVIEW-UID',
  severity: 'error',
  why: 'Two dashboards with one uid: Grafana keeps one of them, and links lead to either.',
});

export const nothingFound = defineProblem({
  code: 'PREVIEW-EMPTY',
  severity: 'error',
  why: 'A page without a dashboard means that the wrong place was named.',
});

export const variableUnknown = defineProblem({
  code: 'PREVIEW-VARIABLE',
  severity: 'warning',
  why: 'A choice for a variable that no dashboard has changes nothing.',
});

/** Every problem of this room. */
export const problems = [fileUnread, noDashboard, uidTwice, nothingFound, variableUnknown] as const;
