import { compareText } from '../core/diagnostic.ts';
import type { ImportedSecret } from './alertmanager-secrets.ts';
import { type ImportedAlerting, importedAlerting } from './alertmanager-stack.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importSecret } from './problems.ts';
import { readAlertmanager } from './read-alertmanager.ts';
import type { GivenFile } from './read-rule-file.ts';

export interface AlertingImport {
  /** Undefined when the file cannot be read, or Alertmanager would refuse it. */
  readonly stack: ImportedAlerting | undefined;
  /** In the order of lines. */
  readonly findings: readonly ImportFinding[];
}

/** Reads an alertmanager.yml into a stack: the same routes, the same inhibitions, no values of secrets. */
export const importAlertmanager = async (file: GivenFile): Promise<AlertingImport> => {
  const { read, findings } = await readAlertmanager(file);
  const isRefused = findings.some(({ code }) => code === 'IMPORT-ROUTING');
  return {
    stack: read === undefined || isRefused ? undefined : importedAlerting(file.name, read),
    findings: [...findings, ...(read?.secrets ?? []).filter(({ mounted }) => mounted === undefined).map(inline)].sort(
      (a, b) => a.line - b.line || compareText(a.message, b.message),
    ),
  };
};

const inline = ({ name, key, place }: ImportedSecret): ImportFinding =>
  reportAt(
    importSecret,
    place,
    `The value of \`${key}\` is the secret \`${name}\` in the program.`,
    `Put it into a Kubernetes Secret \`${name}\` under the key \`value\`, or into the file of a Compose secret; renew it where this file was shared.`,
  );
