import type { ImportedRoutesEntry } from '../catalogue/imported-routes.ts';
import { isJsonObject } from '../core/json.ts';
import { readYaml } from '../core/read-yaml.ts';
import { type ImportedSecret, SecretNames } from './alertmanager-secrets.ts';
import { Fields } from './fields.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { importFile, importNote, importRouting } from './problems.ts';
import { type ImportedReceiver, readReceiver } from './read-receivers.ts';
import { RouteReader } from './read-routes.ts';
import type { GivenFile } from './read-rule-file.ts';
import { type NamedHours, type ReadInterval, readInterval } from './read-time-intervals.ts';
import { freeName, serviceName } from './slo-names.ts';
import { tooLarge } from './too-large.ts';

/** One alertmanager.yml, read. */
export interface ReadAlertmanager {
  /** Names by which the file calls its receivers and ours, in the order of the file. */
  readonly receivers: readonly ImportedReceiver[];
  readonly hours: readonly NamedHours[];
  readonly tree: ImportedRoutesEntry;
  readonly secrets: readonly ImportedSecret[];
  /** Where routes and inhibitions stand, by the end of their paths. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Names that the program around it has already. */
export const reservedNames = ['platform', 'alertmanager', 'fallback', 'heartbeat'] as const;

const format = 'An alertmanager.yml has a `route` and a list of `receivers`.';

/** Reads the configuration of an Alertmanager; nothing when it is none. */
export const readAlertmanager = async ({
  name,
  text,
}: GivenFile): Promise<{
  readonly read: ReadAlertmanager | undefined;
  readonly findings: readonly ImportFinding[];
}> => {
  const unreadable = (line: number, message: string, hint?: string) => ({
    read: undefined,
    findings: [reportAt(importFile, { file: name, line }, message, hint)],
  });
  const large = tooLarge(text);
  if (large !== undefined) return unreadable(large.line, `${name} is not read: ${large.reason}.`, large.hint);
  const { documents, problems } = await readYaml(text);
  const [problem] = problems;
  if (problem !== undefined)
    return unreadable(problem.line, `${name} is no YAML that can be read: ${problem.message.replace(/\.$/, '')}.`);
  const document = documents.find(({ value }) => value !== '');
  if (document === undefined) return unreadable(1, `${name} is empty.`, format);
  const { value } = document;
  if (!isJsonObject(value) || !isJsonObject(value['route']))
    return unreadable(
      document.lineOf('/route'),
      `${name} is no configuration of Alertmanager: it has no \`route\`.`,
      format,
    );
  const findings: ImportFinding[] = [];
  const fields = new Fields(value, {
    file: name,
    document,
    at: '',
    subject: 'The file',
    findings,
    malformed: importRouting,
  });
  return { read: readFields(fields, findings), findings };
};

const readFields = (fields: Fields, findings: ImportFinding[]): ReadAlertmanager => {
  const taken = new Set<string>(reservedNames);
  const secrets = new SecretNames();
  const global = fields.map('global', '`global`') ?? new Fields({}, absent(findings));
  const intervals = ['time_intervals', 'mute_time_intervals'].flatMap(key =>
    uniqueNames(fields.maps(key, 'A time interval'), 'time interval', findings).map(([each, name]) =>
      readInterval(each, name, findings),
    ),
  );
  const named = intervals.map(interval => nameHours(interval, taken, findings));
  const receivers = uniqueNames(fields.maps('receivers', 'A receiver'), 'receiver', findings).map(([each, name]) => {
    const id = freeName(serviceName(name), taken);
    if (id !== name) each.note('name', `The receiver \`${name}\` is called \`${id}\` in the program.`);
    return readReceiver(each, name, { global, secrets, findings, id });
  });
  const reader = new RouteReader(
    {
      receivers: new Map(receivers.map(({ name, entry }) => [name, entry.id])),
      intervals: new Map(named.map(({ name, hours }) => [name, hours.map(({ entry }) => entry.id)])),
    },
    findings,
  );
  const route = fields.map('route', 'The root of the routes');
  const inhibitions = fields.maps('inhibit_rules', 'An inhibition');
  const tree: ImportedRoutesEntry = {
    id: 'alertmanager',
    root: route === undefined ? { to: '' } : reader.root(route),
    ...(inhibitions.length === 0 ? {} : { inhibitions: inhibitions.map(each => reader.inhibition(each)) }),
  };
  if (fields.texts('templates').length > 0)
    fields.leaveOut('templates', 'messages are written by the templates of Sightline');
  fields.leaveOutUnknown('the program');
  // It only speaks for alerts that come without an end, and Prometheus always sends one.
  global.has('resolve_timeout');
  global.leaveOutUnknown('the program');
  return {
    receivers,
    hours: named.flatMap(({ hours }) => hours),
    tree,
    secrets: secrets.all,
    places: new Map([
      ...reader.places,
      ...inhibitions.map((each, i): [string, Place] => [`/inhibitions/${i}`, each.place()]),
    ]),
  };
};

/** Nothing stands in a map that is not there. */
const absent = (findings: ImportFinding[]): ConstructorParameters<typeof Fields>[1] => ({
  file: '',
  document: { value: '', lineOf: () => 1, lastLineOf: () => 1 },
  at: '',
  subject: '`global`',
  findings,
});

/** Items with their names; one without, or with the name of another, is refused as Alertmanager does. */
const uniqueNames = (
  items: readonly Fields[],
  what: string,
  findings: ImportFinding[],
): readonly (readonly [Fields, string])[] => {
  const seen = new Set<string>();
  return items.flatMap(item => {
    const name = item.text('name');
    if (name !== undefined && !seen.has(name)) {
      seen.add(name);
      return [[item, name] as const];
    }
    const message = name === undefined ? `A ${what} has no \`name\`.` : `Two ${what}s are named \`${name}\`.`;
    findings.push(reportAt(importRouting, item.place('name'), message, 'Give each a name of its own.'));
    return [];
  });
};

const nameHours = (
  { name, zones, place }: ReadInterval,
  taken: Set<string>,
  findings: ImportFinding[],
): { readonly name: string; readonly hours: readonly NamedHours[] } => {
  const hours = zones.map(({ timezone, spans }) => ({
    entry: { id: freeName(serviceName(name), taken), timezone, spans },
    place,
  }));
  const ids = hours.map(({ entry }) => `\`${entry.id}\``);
  if (hours.length !== 1 || hours[0]?.entry.id !== name)
    findings.push(
      reportAt(importNote, place, `The time interval \`${name}\` is called ${ids.join(' and ')} in the program.`),
    );
  return { name, hours };
};
