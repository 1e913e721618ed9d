import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { chartTypes, panelsOf } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** Grafana's kinds of panels that are empty, or show the text for it, where a query returns nothing. */
const emptiable: ReadonlySet<JsonValue | undefined> = new Set(chartTypes);

/** Kinds that say what they are by what they show. */
const selfEvident: ReadonlySet<JsonValue | undefined> = new Set(['row', 'text']);

/** A panel that does not say what it shows. */
export const dashText = defineCheck({
  code: 'DASH-TEXT',
  severity: 'warning',
  why: 'Who is woken at night did not draw the page: without a title, a description and a word for no data they guess.',
  run: ({ plan }) =>
    plan.dashboards.flatMap(({ title, path, body }) =>
      panelsOf(body)
        .filter(({ panel }) => !selfEvident.has(panel['type']))
        .flatMap(({ panel, pointer }): readonly Finding[] => {
          const lacking = missing(panel);
          const name = said(panel['title']) ? `panel "${panel['title']}"` : `panel at \`${pointer}\``;
          return lacking.length === 0
            ? []
            : [
                {
                  path,
                  message: `The ${name} of dashboard "${title}" has no ${lacking.join(' and no ')}.`,
                  hint: 'Say what a reader learns from it and what is bad; an empty panel says why it is empty.',
                },
              ];
        }),
    ),
});

const said = (value: JsonValue | undefined): boolean => typeof value === 'string' && value.trim() !== '';

const missing = ({ type, title, description, fieldConfig, libraryPanel }: JsonObject): readonly string[] => {
  // What a shared panel says is kept in Grafana, where it can be changed.
  if (libraryPanel !== undefined) return [];
  const defaults = isJsonObject(fieldConfig) ? fieldConfig['defaults'] : undefined;
  return [
    ...(said(title) ? [] : ['title']),
    ...(said(description) ? [] : ['description']),
    ...(!emptiable.has(type) || (isJsonObject(defaults) && said(defaults['noValue'])) ? [] : ['text for no data']),
  ];
};
