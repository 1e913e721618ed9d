import { isJsonObject, type JsonValue } from '../core/json.ts';
import type { LabelSet } from '../live/samples.ts';

/** An alert of the rendered rules. */
export interface RenderedAlert {
  readonly name: string;
  /** Labels that its rule sets; those that only a template knows are left out. */
  readonly labels: LabelSet;
}

/** Every alerting rule of rule files. */
export const renderedAlerts = (files: readonly JsonValue[]): readonly RenderedAlert[] =>
  files
    .flatMap(file => listOf(file, 'groups'))
    .flatMap(group => listOf(group, 'rules'))
    .flatMap(rule => {
      if (!isJsonObject(rule) || typeof rule['alert'] !== 'string') return [];
      const labels = Object.entries(isJsonObject(rule['labels']) ? rule['labels'] : {}).flatMap(([name, value]) =>
        typeof value === 'string' && !value.includes('{{') ? [[name, value] as const] : [],
      );
      return [{ name: rule['alert'], labels: Object.fromEntries(labels) }];
    });

const listOf = (value: JsonValue, key: string): readonly JsonValue[] => {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
};
