import { analyse } from '../analysis/analyse.ts';
import type { Catalogue, PatchEntry } from '../catalogue/catalogue.ts';
import { validateCatalogue } from '../catalogue/validate.ts';
import { runChecks } from '../checks/check.ts';
import { checks } from '../checks/registry.ts';
import { compareDiagnostics, type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { renderBody } from '../core/render.ts';
import { derive } from '../derive/registry.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import type { Versions } from '../ir/versions.ts';
import type { Model } from '../model/model.ts';
import { nameDuplicate } from '../model/problems.ts';
import { resolve } from '../model/resolve.ts';
import { ruleFile } from '../prometheus/rule-file.ts';
import { targets } from '../targets/registry.ts';
import type { OpenTarget } from '../targets/target.ts';
import { planDocuments } from './documents.ts';
import { configure, emitPlan } from './emitters.ts';
import { endedSilences } from './ended-silences.ts';
import { firstOfEach } from './first-of-each.ts';
import { legalise } from './legalise.ts';
import { pastHolidays } from './past-holidays.ts';
import { applyPatches } from './patch.ts';
import { patchDashboards } from './patch-dashboards.ts';
import { pathCollision, targetUnknown } from './problems.ts';
import { secretLiterals } from './secret-literals.ts';
import { suppress } from './suppress.ts';

/** What a stack's `toProgram()` returns: plain data, and nothing that a synth needs beyond it. */
export interface Program {
  readonly catalogue: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SynthesisOptions {
  /** Deploy targets. Default: those that the stack names, or the one that fits its profile. */
  readonly targets?: readonly string[];
  /** `YYYY-MM-DD`, for suppressions that end. */
  readonly today: string;
  /** Overrides of the versions that the stack targets. */
  readonly versions?: Partial<Versions>;
  /**
   * Whether to derive tests of every rule; `judged` derives no more of them than it takes to say which rule has none.
   * Default: as the stack says.
   */
  readonly ruleTests?: boolean | 'judged';
}

/** Everything that would be written, and everything there is to say about it. */
export interface Synthesis {
  /** Path relative to the output folder, to text. Empty when the catalogue could not be read. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly plan?: Plan;
  readonly model?: Model;
  /** Targets that were rendered, with the number of their files. */
  readonly targets: readonly { readonly kind: string; readonly files: number }[];
}

/** The whole pipeline as a function: a program in, files and findings out. Writes nothing. */
export const synthesize = async (program: Program, options: SynthesisOptions): Promise<Synthesis> => {
  const validated = validateCatalogue(program.catalogue);
  const early = [...program.diagnostics, ...validated.diagnostics];
  const { catalogue } = validated;
  if (catalogue === undefined) return { files: new Map(), diagnostics: sorted(early), targets: [] };
  const { diagnostics, ...resolved } = resolve(catalogue, options.versions);
  const doubled = diagnostics.some(({ code }) => code === nameDuplicate.code);
  const model = doubled ? resolve(firstOfEach(catalogue), options.versions).model : resolved.model;
  const drawn = await emitPlan(model);
  const patched = patchDashboards(drawn.dashboards, model.patches, model.path);
  const emitted = { ...drawn, dashboards: patched.dashboards };
  const facts = analyse(model, emitted);
  const plan = derive(model, emitted, facts);
  const found: Diagnostic[] = [
    ...early,
    ...diagnostics,
    ...secretLiterals(catalogue),
    ...patched.diagnostics,
    ...endedSilences(model, options.today),
    ...pastHolidays(model, options.today),
    ...runChecks(checks, { catalogue, model, plan, facts }),
  ];
  found.push(...unknownOnly(plan));
  const documents: Document[] = [...planDocuments(plan)];
  const wanted = options.ruleTests ?? catalogue.ruleTests ?? false;
  if (wanted === 'judged') {
    const { untestedRules } = await import('../rule-tests/untested.ts');
    found.push(...untestedRules(plan, facts));
  } else if (wanted) {
    const { ruleTests } = await import('../rule-tests/derive.ts');
    const tested = ruleTests(plan, facts, ruleFile);
    documents.push(...tested.documents);
    found.push(...tested.diagnostics);
  }
  const rendered: { kind: string; files: number }[] = [];
  for (const kind of options.targets ?? defaultTargets(catalogue)) {
    const target = targets.get(kind);
    if (target === undefined) {
      found.push(
        report(targetUnknown, model.path, `There is no target "${kind}".`, suggest(kind, [...targets.keys()])),
      );
      continue;
    }
    const placed = await renderTarget(
      kind,
      target.open(optionsOf(catalogue, kind), model.path),
      model,
      plan,
      patched.others,
    );
    documents.push(...placed.files);
    found.push(...placed.diagnostics);
    rendered.push({ kind, files: placed.files.length });
  }
  const { files, collisions } = renderDocuments(documents, model.path);
  return {
    files,
    diagnostics: sorted(suppress([...found, ...collisions], catalogue.suppressions ?? [], options.today)),
    plan,
    model,
    targets: rendered,
  };
};

const sorted = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [...diagnostics].sort(compareDiagnostics);

const defaultTargets = (catalogue: Catalogue): readonly string[] => {
  const named = Object.keys(catalogue.targets ?? {});
  return named.length > 0 ? named : [catalogue.profile === 'local' ? 'compose' : 'kubernetes'];
};

/** A job for a target that does not exist is scraped nowhere. */
const unknownOnly = (plan: Plan): readonly Diagnostic[] =>
  plan.jobs.flatMap(({ id, only = [], path }) =>
    only
      .filter(kind => !targets.has(kind))
      .map(kind =>
        report(
          targetUnknown,
          path,
          `The job \`${id}\` is only for the target "${kind}", which does not exist.`,
          suggest(kind, [...targets.keys()]),
        ),
      ),
  );

const renderTarget = async (
  kind: string,
  opened: OpenTarget,
  model: Model,
  plan: Plan,
  patches: readonly PatchEntry[],
): Promise<{ readonly files: readonly Document[]; readonly diagnostics: readonly Diagnostic[] }> => {
  const { path } = model;
  const here = onTarget(plan, kind);
  const stack = { org: model.org, environment: model.environment, versions: model.versions, plan: here };
  const target = await opened.load();
  const patched = applyPatches(await configure(model, here, target.site(stack)), patches, path);
  const legal = legalise(patched.artefacts, model.versions);
  const placed = target.place(stack, legal.artefacts, path);
  return {
    files: placed.files.map(file => ({ ...file, path: `dist/${kind}/${file.path}` })),
    diagnostics: [
      ...opened.diagnostics,
      ...target.check(stack, path),
      ...patched.diagnostics,
      ...legal.diagnostics,
      ...placed.diagnostics,
    ],
  };
};

const optionsOf = (catalogue: Catalogue, kind: string): unknown =>
  new Map<string, unknown>(Object.entries(catalogue.targets ?? {})).get(kind) ?? {};

/** The plan without what does not exist on a target, and without the ways there. */
const onTarget = (plan: Plan, kind: string): Plan => {
  const isHere = ({ only }: { readonly only?: readonly string[] }): boolean =>
    only === undefined || only.includes(kind);
  const absent = new Set(plan.workloads.filter(workload => !isHere(workload)).map(({ id }) => id));
  return {
    ...plan,
    groups: plan.groups.filter(isHere),
    jobs: plan.jobs.filter(isHere),
    workloads: plan.workloads.filter(isHere),
    edges: plan.edges.filter(edge => isHere(edge) && !absent.has(edge.from) && !absent.has(edge.to)),
  };
};

const renderDocuments = (
  documents: readonly Document[],
  path: string,
): { readonly files: ReadonlyMap<string, string>; readonly collisions: readonly Diagnostic[] } => {
  const files = new Map<string, string>();
  const collisions: Diagnostic[] = [];
  for (const document of documents) {
    if (files.has(document.path))
      collisions.push(
        report(
          pathCollision,
          document.origins[''] ?? path,
          `Two outputs have the path ${document.path}.`,
          'Rename one of the things they come from.',
        ),
      );
    files.set(document.path, renderBody(document.format, document.body));
  }
  return { files, collisions };
};
