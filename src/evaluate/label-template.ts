import { type Unsupported, unsupported } from './evaluated.ts';
import { type Labels, labelValue } from './labels.ts';

/** Fills in `{{ $labels.name }}` as templates in the labels of alerts do. Anything else in braces is not supported. */
export const fillTemplate = (template: string, labels: Labels): string | Unsupported => {
  if (!template.includes('{{')) return template;
  const filled = template.replace(/\{\{\s*(?:\$labels|\.Labels)\.(\w+)\s*\}\}/g, (_, name: string) =>
    labelValue(labels, name).replaceAll('{{', '{\u0000{'),
  );
  if (filled.includes('{{')) return unsupported(`the template \`${template}\` of a label`);
  return filled.replaceAll('{\u0000{', '{{');
};
