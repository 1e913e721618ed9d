import { compareText } from '../core/diagnostic.ts';
import { escapeHtml } from '../core/html.ts';
import type { JsonObject } from '../core/json.ts';
import type { FieldSettings, Panel } from './dashboard.ts';
import { fieldOf, writeValue } from './field.ts';
import type { Frame } from './frames.ts';
import { objectAt, textAt } from './json-fields.ts';
import { inkOf } from './print-values.ts';

/** Rows of a table that are printed; what it has beyond is counted. */
const most = 100;

interface Column {
  readonly name: string;
  readonly title: string;
  /** Of a column of values. */
  readonly refId?: string;
  readonly label?: string;
  readonly order: number;
}

/** Labels are columns, and so is the value of each query; rows with the same labels are one. */
export const printTable = (panel: Panel, frames: readonly Frame[], now: number): string => {
  const organize = panel.transformations.filter(({ id }) => id === 'organize').map(({ options }) => options);
  const columns = columnsOf(frames, organize);
  const rows = new Map<string, { readonly labels: Frame['labels']; readonly values: Map<string, number> }>();
  for (const { labels, refId, points } of frames) {
    const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => compareText(a, b)));
    const row = rows.get(key) ?? { labels, values: new Map<string, number>() };
    const last = points.at(-1);
    if (last !== undefined) row.values.set(refId, last.value);
    rows.set(key, row);
  }
  const cells = (
    { refId, label, name }: Column,
    row: { readonly labels: Frame['labels']; readonly values: ReadonlyMap<string, number> },
  ): string => {
    if (refId === undefined) return `<td>${escapeHtml(row.labels[label ?? ''] ?? '')}</td>`;
    const value = row.values.get(refId);
    if (value === undefined) return '<td></td>';
    const field: FieldSettings = fieldOf(panel, name, refId);
    const { text, colour } = writeValue(field, value, now);
    return `<td class="number ${inkOf(colour)}">${escapeHtml(text)}</td>`;
  };
  const all = [...rows.values()];
  return [
    '<table>',
    `<thead><tr>${columns.map(({ title, refId }) => `<th scope="col"${refId === undefined ? '' : ' class="number"'}>${escapeHtml(title)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...all.slice(0, most).map(row => `<tr>${columns.map(column => cells(column, row)).join('')}</tr>`),
    '</tbody></table>',
    ...(all.length > most ? [`<p class="note">${all.length - most} more rows</p>`] : []),
  ].join('');
};

const columnsOf = (frames: readonly Frame[], organize: readonly JsonObject[]): readonly Column[] => {
  const labels = [...new Set(frames.flatMap(frame => Object.keys(frame.labels)))].filter(name => name !== '__name__');
  const refIds = [...new Set(frames.map(({ refId }) => refId))];
  const plain: readonly Column[] = [
    ...labels.toSorted(compareText).map(label => ({ name: label, title: label, label, order: 0 })),
    ...refIds.map(refId => {
      const name = refIds.length === 1 ? 'Value' : `Value #${refId}`;
      return { name, title: name, refId, order: 1 };
    }),
  ];
  return organize
    .reduce<readonly Column[]>((columns, options) => {
      const excluded = objectAt(options, 'excludeByName');
      const renamed = objectAt(options, 'renameByName');
      const order = objectAt(options, 'indexByName');
      return columns
        .filter(({ name }) => excluded[name] !== true)
        .map(column => {
          const place = order[column.name];
          return {
            ...column,
            title: textAt(renamed, column.name) || column.title,
            order: typeof place === 'number' ? place : column.order,
          };
        });
    }, plain)
    .toSorted((a, b) => a.order - b.order);
};
