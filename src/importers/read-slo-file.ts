import { isJsonObject, type JsonValue, pointer } from '../core/json.ts';
import { readYaml, type YamlDocument } from '../core/read-yaml.ts';
import { Fields } from './fields.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import type { OpensloObject } from './openslo-objects.ts';
import { importFile, importNote } from './problems.ts';
import { readPyrra } from './read-pyrra.ts';
import type { GivenFile } from './read-rule-file.ts';
import { readSloth, slothFile, slothResource } from './read-sloth.ts';
import type { SourceSlo } from './slo-source.ts';
import { tooLarge } from './too-large.ts';

/** What a file holds. Objects of OpenSLO are read once all files are known: they refer to each other. */
export interface SloFile {
  readonly slos: readonly SourceSlo[];
  readonly openslo: readonly OpensloObject[];
  readonly findings: readonly ImportFinding[];
}

const format =
  'Objectives are read from OpenSLO (`apiVersion: openslo/v1`), Sloth (`version: prometheus/v1`, or `kind: PrometheusServiceLevel`) and Pyrra (`kind: ServiceLevelObjective`).';

/** Reads a file of objectives in any of the known formats, of one or of several documents. */
export const readSloFile = async ({ name, text }: GivenFile): Promise<SloFile> => {
  const fail = (line: number, message: string, hint?: string): SloFile => ({
    slos: [],
    openslo: [],
    findings: [reportAt(importFile, { file: name, line }, message, hint)],
  });
  const large = tooLarge(text);
  if (large !== undefined) return fail(large.line, `${name} is not read: ${large.reason}.`, large.hint);
  const { documents, problems } = await readYaml(text);
  // What follows the first mistake is mostly its consequence.
  const [problem] = problems;
  if (problem !== undefined)
    return fail(problem.line, `${name} is no YAML that can be read: ${problem.message.replace(/\.$/, '')}.`);
  const filled = documents.filter(({ value }) => value !== '');
  if (filled.length === 0) return fail(1, `${name} is empty.`, format);
  const findings: ImportFinding[] = [];
  const read = filled.map(document => new Sorting(name, document, findings).sort(document.value, ''));
  const slos = read.flatMap(each => each.slos);
  const openslo = read.flatMap(each => each.openslo);
  if (slos.length === 0 && openslo.length === 0 && !findings.some(({ code }) => code === importFile.code))
    return { slos, openslo, findings: [...findings, ...fail(1, `${name} holds no objectives.`, format).findings] };
  return { slos, openslo, findings };
};

type Sorted = Pick<SloFile, 'slos' | 'openslo'>;

const nothing: Sorted = { slos: [], openslo: [] };

/** One document, by what it is. */
class Sorting {
  readonly #file: string;
  readonly #document: YamlDocument;
  readonly #findings: ImportFinding[];

  constructor(file: string, document: YamlDocument, findings: ImportFinding[]) {
    this.#file = file;
    this.#document = document;
    this.#findings = findings;
  }

  sort(value: JsonValue, at: string): Sorted {
    if (Array.isArray(value)) return this.#all(value, at);
    if (!isJsonObject(value)) return this.#refuse(at, 'is no file of objectives');
    const version = value['apiVersion'] ?? value['version'];
    const kind = value['kind'];
    const items = value['items'];
    if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
      return this.#all(items, at + pointer('items'));
    const fields = new Fields(value, {
      file: this.#file,
      document: this.#document,
      at,
      subject: `The ${typeof kind === 'string' ? kind : 'file'}`,
      findings: this.#findings,
    });
    if (version === 'prometheus/v1') return { ...nothing, slos: readSloth(fields, slothFile) };
    if (typeof version !== 'string') return this.#refuse(at, 'is no file of objectives: it has no `apiVersion`');
    if (version.startsWith('openslo')) return this.#openslo(version, kind, fields, at);
    if (kind === 'PrometheusServiceLevel') {
      const spec = fields.map('spec', 'The service');
      return spec === undefined
        ? this.#refuse(at, 'has a PrometheusServiceLevel without `spec`')
        : { ...nothing, slos: readSloth(spec, slothResource) };
    }
    if (kind === 'ServiceLevelObjective' && version.startsWith('pyrra.dev/'))
      return { ...nothing, slos: [readPyrra(fields)] };
    this.#findings.push(
      reportAt(
        importNote,
        { file: this.#file, line: this.#document.lineOf(at) },
        `A ${typeof kind === 'string' ? kind : 'document'} of \`${version}\` is not carried over: it is no objective.`,
      ),
    );
    return nothing;
  }

  #all(items: readonly JsonValue[], at: string): Sorted {
    const sorted = items.map((item, i) => this.sort(item, at + pointer(i)));
    return { slos: sorted.flatMap(({ slos }) => slos), openslo: sorted.flatMap(({ openslo }) => openslo) };
  }

  #openslo(version: string, kind: JsonValue | undefined, resource: Fields, at: string): Sorted {
    if (version !== 'openslo/v1')
      return this.#refuse(at, `is written in \`${version}\`, of which only \`openslo/v1\` is read`);
    const name = resource.map('metadata')?.text('name');
    if (typeof kind !== 'string' || name === undefined)
      return this.#refuse(at, 'has an object of OpenSLO without `kind` or `metadata.name`');
    if (known.has(kind)) return { ...nothing, openslo: [{ kind, name, resource }] };
    resource.note('kind', `The ${kind} \`${name}\` is not carried over: OpenSLO \`v1\` has no such kind.`);
    return nothing;
  }

  #refuse(at: string, what: string): Sorted {
    const place = { file: this.#file, line: this.#document.lineOf(at) };
    this.#findings.push(reportAt(importFile, place, `${this.#file} ${what}.`, format));
    return nothing;
  }
}

const known: ReadonlySet<string> = new Set([
  ...['SLO', 'SLI', 'Service', 'DataSource', 'BudgetAdjustment'],
  ...['AlertPolicy', 'AlertCondition', 'AlertNotificationTarget'],
]);
