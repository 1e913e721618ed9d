import { readTemplate } from '../analysis/template.ts';
import type { AlertingRule } from '../ir/rule-group.ts';

/** Labels of the series that the texts of an alert read. */
export const wantedLabels = ({ labels, annotations }: AlertingRule): readonly string[] => [
  ...new Set([...Object.values(annotations), ...Object.values(labels)].flatMap(text => readTemplate(text).labels)),
];
