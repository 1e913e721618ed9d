import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import { readYaml, type YamlDocument } from '../core/read-yaml.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { placeComments } from './place-comments.ts';
import { importFile, importNote, importRefused } from './problems.ts';
import { type ReadGroup, readGroup } from './read-group.ts';
import { unknownKey } from './read-rule.ts';
import { textOf } from './read-text.ts';
import type { SourceGroup } from './rule-source.ts';
import { tooLarge } from './too-large.ts';

/** A file to import: its name as the person gave it, and its text. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadFile {
  readonly groups: readonly SourceGroup[];
  readonly findings: readonly ImportFinding[];
}

/** A list of groups, and what of a document it was found in. */
interface GroupList {
  readonly document: YamlDocument;
  readonly at: string;
  readonly value: JsonValue | undefined;
  /** Base name of the file to render; that of a PrometheusRule is the name of the resource. */
  readonly file: string;
}

/** What Helm fills in; the templates of alerts begin with a dollar sign or a function. */
const template = /\{\{-?\s*(?:\.|(?:if|range|with|include|template|define|end)\b)/;

const format = 'A rule file has a list of `groups`; a PrometheusRule has it below `spec`.';

/** Reads a rule file of Prometheus, or PrometheusRule resources with anything between them. */
export const readRuleFile = async ({ name, text }: GivenFile): Promise<ReadFile> => {
  const large = tooLarge(text);
  if (large !== undefined)
    return {
      groups: [],
      findings: [
        reportAt(importFile, { file: name, line: large.line }, `${name} is not read: ${large.reason}.`, large.hint),
      ],
    };
  const { documents, comments, problems } = await readYaml(text);
  // What follows the first mistake is mostly its consequence.
  const [problem] = problems;
  if (problem !== undefined)
    return {
      groups: [],
      findings: [
        reportAt(
          importFile,
          { file: name, line: problem.line },
          `${name} is no YAML that can be read: ${problem.message.replace(/\.$/, '')}.`,
          template.test(text) ? 'It is a template: render it first, and import the result.' : undefined,
        ),
      ],
    };
  const filled = documents.filter(({ value }) => value !== '');
  if (filled.length === 0)
    return { groups: [], findings: [reportAt(importFile, { file: name, line: 1 }, `${name} is empty.`, format)] };
  const findings: ImportFinding[] = [];
  const lists = filled.flatMap((document, i) => listsOf(document, document.value, '', name, i > 0, findings));
  const lines = text.split(/\r?\n/);
  const read = lists.flatMap(({ document, at, value, file }): readonly ReadGroup[] => {
    if (Array.isArray(value))
      return value.map((group, i) => readGroup(group, { source: name, file, document, at: at + pointer(i), lines }));
    if (value !== undefined && value !== '')
      findings.push(
        reportAt(importFile, { file: name, line: document.lineOf(at) }, '`groups` must be a list.', format),
      );
    return [];
  });
  if (lists.length === 0 && !findings.some(({ severity }) => severity === 'error'))
    findings.push(reportAt(importFile, { file: name, line: 1 }, `${name} holds no rules.`, format));
  const unique = refuseRepeated(read, lines);
  return {
    groups: placeComments(
      unique.map(({ group }) => group),
      comments,
    ),
    findings: [...findings, ...unique.flatMap(group => group.findings)],
  };
};

/** The lists of groups in a document: of a rule file, of a PrometheusRule, of each item of a List. */
const listsOf = (
  document: YamlDocument,
  value: JsonValue,
  at: string,
  name: string,
  isLater: boolean,
  findings: ImportFinding[],
): readonly GroupList[] => {
  const place = { file: name, line: document.lineOf(at) };
  if (!isJsonObject(value)) {
    findings.push(reportAt(importFile, place, `${name} is not a rule file.`, format));
    return [];
  }
  const kind = textOf(value['kind']);
  const items = value['items'];
  if (kind?.endsWith('List') && Array.isArray(items))
    return items.flatMap((item: JsonValue, i) =>
      listsOf(document, item, at + pointer('items', i), name, isLater, findings),
    );
  if (kind === 'PrometheusRule') {
    const spec = value['spec'];
    return [
      {
        document,
        at: at + pointer('spec', 'groups'),
        value: isJsonObject(spec) ? spec['groups'] : undefined,
        file: resourceName(value) ?? baseName(name),
      },
    ];
  }
  if (kind !== undefined) {
    findings.push(reportAt(importNote, place, `A ${kind} is not carried over: it is no PrometheusRule.`));
    return [];
  }
  if (!Object.hasOwn(value, 'groups')) {
    findings.push(reportAt(importFile, place, `${name} is not a rule file: it has no \`groups\`.`, format));
    return [];
  }
  if (isLater) {
    findings.push(
      reportAt(
        importNote,
        place,
        'A second document of a rule file is not carried over: Prometheus reads the first one only.',
        'Move its groups into a file of their own to import them.',
      ),
    );
    return [];
  }
  for (const key of Object.keys(value))
    if (key !== 'groups')
      findings.push(unknownKey(key, 'The file', ['groups'], { file: name, line: document.lineOf(at + pointer(key)) }));
  return [{ document, at: at + pointer('groups'), value: value['groups'], file: baseName(name) }];
};

const resourceName = (resource: JsonObject): string | undefined => {
  const metadata = resource['metadata'];
  const name = isJsonObject(metadata) ? textOf(metadata['name']) : undefined;
  return name === undefined ? undefined : fileName(name);
};

const baseName = (name: string): string =>
  fileName((name.split(/[\\/]/).at(-1) ?? name).replace(/\.(ya?ml|json|rules)$/, ''));

/** Only what every file system and every ConfigMap takes. */
const fileName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 90) || 'rules';

/** Prometheus refuses a file with two groups of one name. */
const refuseRepeated = (groups: readonly ReadGroup[], lines: readonly string[]): readonly ReadGroup[] => {
  const seen = new Set<string>();
  return groups.map(read => {
    const { group } = read;
    const key = JSON.stringify([group.file, group.name]);
    if (!seen.has(key)) {
      seen.add(key);
      return read;
    }
    const reason = 'the file has another group of this name';
    return {
      group: {
        ...group,
        rules: group.rules.map(rule => ({
          kind: 'refused',
          line: rule.line,
          lastLine: rule.lastLine,
          reason,
          text: lines.slice(rule.line - 1, rule.lastLine),
        })),
      },
      findings: [
        reportAt(
          importRefused,
          { file: group.source, line: group.line },
          `The group \`${group.name}\` is not carried over: ${reason}.`,
          'Rename it.',
        ),
      ],
    };
  });
};
