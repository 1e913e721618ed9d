import { type Unsupported, unsupported } from './evaluated.ts';
import { type Labels, labelValue } from './labels.ts';

/** A template of a label, ready to be filled in with the labels of an element. */
export type LabelTemplate = (labels: Labels) => string;

const reference = /\{\{\s*(?:\$labels|\.Labels)\.(\w+)\s*\}\}/;

/** Reads `{{ $labels.name }}` as templates in the labels of alerts do. Anything else in braces is not supported. */
export const compileTemplate = (template: string): LabelTemplate | Unsupported => {
  // Texts and names of labels in turns.
  const parts = template.split(reference);
  if (parts.some((part, index) => index % 2 === 0 && part.includes('{{')))
    return unsupported(`the template \`${template}\` of a label`);
  return labels => parts.map((part, index) => (index % 2 === 0 ? part : labelValue(labels, part))).join('');
};
