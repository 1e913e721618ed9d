/** A text as PromQL writes it. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A pattern that matches exactly this text; letters, digits and what means nothing in a pattern stay as they are. */
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A matcher for one of several values of a label, with a comma before it; nothing when any value will do. Prometheus
 * anchors patterns itself.
 */
export const oneOf = (label: string, values: readonly string[]): string => {
  const [first] = values;
  if (first === undefined) return '';
  return values.length === 1 ? `,${label}=${quoted(first)}` : `,${label}=~${quoted(values.map(literal).join('|'))}`;
};
