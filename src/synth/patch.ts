import type { PatchEntry } from '../catalogue/catalogue.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { patchMissed } from './problems.ts';

/** Applies the author's JSON patches to configuration files, before the versions are looked at. */
export const applyPatches = (
  artefacts: readonly Artefact[],
  patches: readonly PatchEntry[],
  path: string,
): { readonly artefacts: readonly Artefact[]; readonly diagnostics: readonly Diagnostic[] } => {
  if (patches.length === 0) return { artefacts, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const patched = [...artefacts];
  for (const patch of patches) {
    const index = patched.findIndex(({ reader, mount }) => reader === patch.reader && mount === patch.mount);
    const artefact = patched[index];
    if (artefact === undefined) {
      diagnostics.push(report(patchMissed, path, `There is no file ${patch.mount} in \`${patch.reader}\` to patch.`));
      continue;
    }
    if (patch.op !== 'remove' && json(patch.value) === undefined) {
      diagnostics.push(
        report(
          patchMissed,
          path,
          `The patch of ${patch.mount} at "${patch.at}" has no value to ${patch.op}.`,
          'Give it a `value`, or write op: remove.',
        ),
      );
      continue;
    }
    const body = change(artefact.body, steps(patch.at), patch);
    if (body === undefined)
      diagnostics.push(
        report(
          patchMissed,
          path,
          `The patch of ${patch.mount} finds nothing at "${patch.at}".`,
          'Look at the rendered file for the right pointer.',
        ),
      );
    else patched[index] = { ...artefact, body };
  }
  return { artefacts: patched, diagnostics };
};

const steps = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A patched copy; nothing when the pointer leads nowhere. */
const change = (value: JsonValue, at: readonly string[], patch: PatchEntry): JsonValue | undefined => {
  const [step, ...rest] = at;
  if (step === undefined) return patch.op === 'remove' ? undefined : json(patch.value);
  if (Array.isArray(value)) return changeItem(value, step, rest, patch);
  if (!isJsonObject(value)) return undefined;
  const child = Object.hasOwn(value, step) ? value[step] : undefined;
  if (rest.length > 0) {
    const changed = child === undefined ? undefined : change(child, rest, patch);
    return changed === undefined ? undefined : { ...value, [step]: changed };
  }
  if (patch.op !== 'add' && child === undefined) return undefined;
  return { ...value, [step]: patch.op === 'remove' ? undefined : json(patch.value) };
};

const changeItem = (
  list: readonly JsonValue[],
  step: string,
  rest: readonly string[],
  patch: PatchEntry,
): JsonValue | undefined => {
  if (!/^(-|0|[1-9]\d*)$/.test(step)) return undefined;
  const index = step === '-' ? list.length : Number(step);
  if (index > list.length) return undefined;
  const item = list[index];
  if (rest.length > 0) {
    const changed = item === undefined ? undefined : change(item, rest, patch);
    return changed === undefined ? undefined : list.with(index, changed);
  }
  if (patch.op === 'add') return list.toSpliced(index, 0, json(patch.value) ?? null);
  if (item === undefined) return undefined;
  return patch.op === 'remove' ? list.toSpliced(index, 1) : list.with(index, json(patch.value) ?? null);
};

/** What is no JSON is dropped, as `JSON.stringify` drops it. */
const json = (value: unknown): JsonValue | undefined => {
  const text = JSON.stringify(value);
  if (text === undefined) return undefined;
  const parsed: JsonValue = JSON.parse(text);
  return parsed;
};
