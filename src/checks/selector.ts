import type { Selector } from '../promql/syntax.ts';

/** The one series name that a selector asks for, if it names one. */
export const selectedName = (selector: Selector): string | undefined =>
  selector.name ?? selector.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;

/** The one service that a selector asks for, if it names one and not through a dashboard variable. */
export const selectedService = (selector: Selector): string | undefined => {
  const matcher = selector.matchers.find(({ label, op }) => label === 'service' && op === '=');
  return matcher === undefined || hasVariable(matcher.value) ? undefined : matcher.value;
};

/** Whether a matcher's value is filled in by a dashboard. */
export const hasVariable = (value: string): boolean => /\$|\[\[/.test(value);
