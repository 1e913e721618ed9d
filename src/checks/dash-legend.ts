import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { suggest } from '../core/names.ts';
import { labelFact, possibleLabels } from '../promql/label-set.ts';
import { explain } from '../promql/reason.ts';
import { defineCheck } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** `{{instance}}` in the legend of a panel. */
const placeholders = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/** The texts of a mark on the graphs: its title, its text, and the labels that become its tags. */
const textsOfMark = (body: JsonObject, pointer: string): readonly string[] => {
  const { annotations } = body;
  const list = isJsonObject(annotations) ? annotations['list'] : undefined;
  const mark = Array.isArray(list) ? list[Number(pointer.split('/')[3])] : undefined;
  if (!isJsonObject(mark)) return [];
  const { titleFormat, textFormat, tagKeys } = mark;
  const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
  return [
    text(titleFormat),
    text(textFormat),
    text(tagKeys)
      .split(',')
      .map(key => `{{${key.trim()}}}`)
      .join(''),
  ];
};

/** A legend, or the text of a mark, that names a label which the query drops. */
export const dashLegend = defineCheck({
  code: 'DASH-LEGEND',
  severity: 'error',
  why: 'A legend with a label that the query drops is empty, and all lines of the graph look alike.',
  run: inEveryExpression(({ query, dashboard, where, path, inference }) => {
    if (query === undefined || dashboard === undefined || inference === undefined) return [];
    const isMark = query.pointer.startsWith('/annotations/');
    const texts = isMark ? textsOfMark(dashboard.body, query.pointer) : [query.legend ?? ''];
    return [...texts.join(' ').matchAll(placeholders)].flatMap(([, label = '']) => {
      const fact = labelFact(inference.labels, label);
      return fact.presence === 'never'
        ? [
            {
              path,
              message: `The ${isMark ? 'text' : 'legend'} of the ${where} shows the label \`${label}\`, which is not there. ${explain(label, fact.reason)}`,
              hint:
                suggest(label, possibleLabels(inference.labels) ?? []) ??
                `Keep \`${label}\` in the query, or write a name instead.`,
            },
          ]
        : [];
    });
  }),
});
