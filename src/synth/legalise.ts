import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue, pointerStep } from '../core/json.ts';
import { type Artefact, originOf } from '../ir/artefact.ts';
import { type Dialect, dialects } from '../ir/dialects.ts';
import { compareVersions, type Versions } from '../ir/versions.ts';
import { versionDropped, versionRefused } from './problems.ts';

/** Removes, or refuses, every key that the targeted releases do not know. */
export const legalise = (
  artefacts: readonly Artefact[],
  versions: Versions,
  table: readonly Dialect[] = dialects,
): { readonly artefacts: readonly Artefact[]; readonly diagnostics: readonly Diagnostic[] } => {
  const rows = table.filter(row => compareVersions(versions[row.product], row.since) < 0);
  if (rows.length === 0) return { artefacts, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const legal = artefacts.map(artefact => {
    let { body } = artefact;
    for (const row of rows) {
      if (!reads(artefact.reader, row) || row.mount !== artefact.mount) continue;
      const hits: string[] = [];
      const without = remove(body, row.pointer.split('/').slice(1), '', hits);
      const [first] = hits;
      if (first === undefined) continue;
      const key = row.pointer.slice(row.pointer.lastIndexOf('/') + 1);
      const paths = [
        ...new Set(hits.map(hit => originOf(artefact.origins, hit) ?? originOf(artefact.origins, '') ?? '')),
      ];
      const target = `${row.product} ${versions[row.product]}`;
      if (row.otherwise === 'drop') {
        body = without;
        const text = `\`${key}\` is left out for ${target}, which has it from ${row.since} on. Lost: ${row.loses}.`;
        diagnostics.push(report(versionDropped, paths[0] ?? '', text));
      } else {
        const text = `\`${key}\` needs ${row.product} ${row.since}; the stack targets ${versions[row.product]}.`;
        diagnostics.push(...paths.map(path => report(versionRefused, path, text, `Raise versions.${row.product}.`)));
      }
    }
    return body === artefact.body ? artefact : { ...artefact, body };
  });
  return { artefacts: legal, diagnostics };
};

/** A shard is named after the workload whose work it shares. */
const reads = (reader: string, row: Dialect): boolean =>
  reader === row.reader || reader.startsWith(`${row.reader}-shard-`);

/** A copy without what the steps point at; `hits` collects the pointers that were found. */
const remove = (value: JsonValue, steps: readonly string[], at: string, hits: string[]): JsonValue => {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(value)) {
    if (step !== '*' || rest.length === 0) return value;
    return value.map((item: JsonValue, i) => remove(item, rest, at + pointerStep(i), hits));
  }
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue;
    if (step !== '*' && step !== key) copy[key] = child;
    else if (rest.length === 0) hits.push(at + pointerStep(key));
    else copy[key] = remove(child, rest, at + pointerStep(key), hits);
  }
  return copy;
};
