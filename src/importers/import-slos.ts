import { compareText } from '../core/diagnostic.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importNote, importSlo } from './problems.ts';
import { readOpenslo } from './read-openslo.ts';
import type { GivenFile } from './read-rule-file.ts';
import { readSloFile } from './read-slo-file.ts';
import type { RefusedSlo } from './slo-source.ts';
import { type ImportedSloStack, importedSloStack } from './slo-stack.ts';

/** How much of the files is carried over, in objectives. */
export interface SloFidelity {
  readonly carried: number;
  /** Left out: what they measure cannot be measured here. */
  readonly refused: number;
}

export interface SlosImport {
  readonly stack: ImportedSloStack;
  readonly fidelity: SloFidelity;
  /** In the order of files and lines. */
  readonly findings: readonly ImportFinding[];
}

/** Reads objectives of OpenSLO, Sloth and Pyrra into a stack. */
export const importSlos = async (files: readonly GivenFile[]): Promise<SlosImport> => {
  const read = await Promise.all(files.map(readSloFile));
  const { slos, services } = readOpenslo(read.flatMap(file => file.openslo));
  const all = [...read.flatMap(file => file.slos), ...slos];
  const names = files.map(({ name }) => name);
  const stack = importedSloStack(names, all, services);
  const refused = all.flatMap(slo => (slo.kind === 'refused' ? [slo] : []));
  const findings = [...read.flatMap(file => file.findings), ...refused.map(refusal), ...renamings(stack)];
  const order = new Map(names.map((name, i) => [name, i]));
  const unique = new Map(findings.map(finding => [JSON.stringify(finding), finding]));
  return {
    stack,
    fidelity: { carried: all.length - refused.length, refused: refused.length },
    findings: [...unique.values()].sort(
      (a, b) =>
        (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || compareText(a.message, b.message),
    ),
  };
};

const refusal = ({ name, reason, hint, place }: RefusedSlo): ImportFinding =>
  reportAt(importSlo, place, `The objective \`${name}\` is not carried over: ${reason}.`, hint);

/** What has another name here, and what belongs to another team than its service. */
const renamings = ({ services }: ImportedSloStack): readonly ImportFinding[] =>
  services.flatMap(({ name, id, place, slos, team }) => [
    ...(name === id
      ? []
      : [
          reportAt(
            importNote,
            place,
            `The service \`${name}\` is called \`${id}\` here: names of services are DNS labels.`,
          ),
        ]),
    ...slos.flatMap(({ id: own, source }) => [
      ...(source.name === own
        ? []
        : [reportAt(importNote, source.place, `The objective \`${source.name}\` is called \`${own}\` here.`)]),
      ...(source.team === undefined || source.team === team
        ? []
        : [
            reportAt(
              importNote,
              source.place,
              `The objective \`${source.name}\` is of the team \`${source.team}\`, and of \`${team}\` here, as its service \`${id}\` is.`,
              'Move it to a service of its own team where it belongs to another.',
            ),
          ]),
    ]),
  ]);
