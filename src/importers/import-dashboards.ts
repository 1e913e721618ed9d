import type { DashboardEntry } from '../catalogue/dashboard.ts';
import { childPath } from '../catalogue/paths.ts';
import { compareText } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import { isDnsLabel, kebabCase } from '../core/names.ts';
import { dashboardDifferences } from './dashboard-differences.ts';
import type { DashboardDrawing } from './dashboard-drawing.ts';
import { pageEntry } from './dashboard-page.ts';
import { type ReadPanel, readPanels } from './dashboard-panels.ts';
import { dashboardReads } from './dashboard-reads.ts';
import { rowEntry } from './dashboard-rows.ts';
import { type PlacedPanel, sectionsOf } from './dashboard-sections.ts';
import { externalMetrics } from './external-metrics.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';
import { namedPanelsOf } from './normal-dashboard.ts';
import { prepareDashboard } from './prepare-dashboard.ts';
import { importDashboard, importNote } from './problems.ts';
import { readDashboard, type SourceDashboard } from './read-dashboard.ts';
import type { GivenFile } from './read-rule-file.ts';

/** How faithfully one panel is carried over. */
export interface PanelFidelity {
  readonly title: string;
  readonly line: number;
  readonly fidelity: ReadPanel['fidelity'];
  /** What was changed, and why it is raw: sentences without a subject and an end. */
  readonly notes: readonly string[];
}

export interface ImportedDashboard {
  readonly entry: DashboardEntry;
  readonly path: string;
  readonly place: Place;
  /** About the page as a whole. */
  readonly notes: readonly string[];
  readonly panels: readonly PanelFidelity[];
}

/** What the files become, before it is printed as a program. */
export interface ImportedDashboards {
  readonly org: string;
  readonly environment: string;
  readonly files: readonly string[];
  /** The one team: a dashboard does not say whose it is. */
  readonly team: string;
  /** Metrics that the dashboards read. */
  readonly external: readonly string[];
  readonly dashboards: readonly ImportedDashboard[];
}

export interface DashboardsImport {
  /** Undefined when a file could not be read. */
  readonly stack: ImportedDashboards | undefined;
  readonly findings: readonly ImportFinding[];
}

const org = 'imported';
const longestUid = 40;

/** Reads exported dashboards into a stack whose pages mean the same. */
export const importDashboards = (files: readonly GivenFile[], drawing: DashboardDrawing): DashboardsImport => {
  const read = files.map(readDashboard);
  const unread = read.flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  if (unread.length > 0) return { stack: undefined, findings: unread };
  const team = 'platform';
  const ids = new Set<string>([team]);
  const uids = new Set(drawing.uids);
  const imported = read.flatMap(({ dashboard }) =>
    dashboard === undefined ? [] : [carry(dashboard, drawing, ids, uids)],
  );
  return {
    stack: {
      org,
      environment: 'production',
      files: files.map(({ name }) => name),
      team,
      external: externalMetrics(imported.flatMap(({ drawn }) => dashboardReads(drawn))).filter(name =>
        /^[A-Za-z_:][\w:]*$/.test(name),
      ),
      dashboards: imported.map(({ dashboard }) => dashboard),
    },
    findings: imported.flatMap(({ findings }) => findings),
  };
};

const carry = (source: SourceDashboard, drawing: DashboardDrawing, taken: Set<string>, uids: Set<string>) => {
  const { file, lineOf } = source;
  const place = (pointer: string): Place => ({ file, line: lineOf(pointer) });
  const prepared = prepareDashboard(source.body, oursOf(drawing));
  const { uid, notes: uidNotes } = freeUid(wordOf(source.body['uid']), source.title, uids);
  const id = freeId(uid, taken);
  const body = { ...prepared.body, uid };
  const named = namedPanelsOf(body);
  const sections = sectionsOf(body);
  const given = sections.flatMap(({ panels }) => panels);
  const ids = new Set(given.map(({ panel }) => numberOf(panel['id'])));
  // Where something refers to a panel that is gone, no other may get its number.
  const keepsAll = [...named].some(each => !ids.has(each));
  const read = readPanels(
    given.map(({ panel, place: { w, h } }) => ({
      panel,
      width: w,
      height: h,
      isNamed: isNumbered(panel) && (keepsAll || named.has(numberOf(panel['id']) ?? -1)),
    })),
    drawing,
  );
  const byPanel = new Map(given.map((each, index): [PlacedPanel, ReadPanel | undefined] => [each, read[index]]));
  const rows = sections.map(section =>
    rowEntry(
      section,
      section.panels.flatMap(each => byPanel.get(each) ?? []),
      drawing,
    ),
  );
  const entry = pageEntry({ id, uid, rows }, body, drawing.draw);
  const drawn = drawing.draw(entry);
  const panels = given.map(({ panel, pointer }, index): PanelFidelity => {
    const { fidelity = 'raw', reason } = read[index] ?? {};
    return {
      title: wordOf(panel['title']),
      line: lineOf(prepared.pointers.get(pointer) ?? pointer),
      fidelity,
      notes: [
        ...(prepared.panelNotes.get(pointer) ?? []),
        ...(reason === undefined ? [] : [`is carried over as raw JSON: ${reason}`]),
      ],
    };
  });
  const notes = [...uidNotes, ...prepared.notes];
  const differences = dashboardDifferences(drawn, body);
  return {
    drawn,
    dashboard: { entry, path: childPath(org, id), place: place(''), notes, panels },
    findings: [
      ...notes.map(note => reportAt(importNote, place(''), `${titled(source.title)}: ${note}`)),
      ...panels
        .flatMap(panel => panel.notes.map(note => ({ panel, note })))
        .map(({ panel, note }) =>
          reportAt(importNote, { file, line: panel.line }, `The panel ${quoted(panel.title)} ${note}.`),
        )
        .toSorted((a, b) => a.line - b.line || compareText(a.message, b.message)),
      ...(differences.length === 0
        ? []
        : [
            reportAt(
              importDashboard,
              place(''),
              `${titled(source.title)} would not be what it was: it differs at ${differences
                .slice(0, 3)
                .map(({ pointer }) => pointer)
                .join(', ')}${differences.length > 3 ? ` and ${differences.length - 3} more places` : ''}.`,
              'Report this together with the file: nothing is written that shows something else.',
            ),
          ]),
    ],
  };
};

const isNumbered = ({ id }: JsonObject): boolean => numberOf(id) !== undefined;

const titled = (title: string): string => `The dashboard "${title}"`;

const quoted = (title: string): string => (title === '' ? 'without a title' : `"${title}"`);

/** The choice of the metrics' data source on the stack's own pages. */
const oursOf = ({ draw }: DashboardDrawing) =>
  objectsOf(objectOf(draw({ id: 'drawing', title: 'Drawing', rows: [] })['templating'])['list'])[0] ?? {};

/** The uid that it has, unless a page of every stack has it. */
const freeUid = (own: string, title: string, taken: Set<string>) => {
  const isFit = /^[A-Za-z0-9_-]{1,40}$/.test(own);
  const wanted = isFit ? own : kebabCase(own === '' ? title : own).slice(0, longestUid) || 'dashboard';
  let uid = wanted;
  for (let n = 1; taken.has(uid); n += 1) uid = `${wanted.slice(0, longestUid - 12)}-imported${n === 1 ? '' : n}`;
  taken.add(uid);
  const isChanged = own !== '' && uid !== own;
  return {
    uid,
    notes: isChanged
      ? [
          `Its uid is \`${uid}\`, where it was "${own}": ${isFit ? 'another page has that one' : 'Grafana refuses that one'}. Links to it change.`,
        ]
      : [],
  };
};

const freeId = (uid: string, taken: Set<string>): string => {
  const lower = uid.toLowerCase();
  const wanted = isDnsLabel(lower) ? lower : kebabCase(uid).slice(0, 50) || 'dashboard';
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
};
