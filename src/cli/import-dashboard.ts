import type { PanelFidelity } from '../importers/import-dashboards.ts';
import { checkImported } from './check-imported.ts';
import { UsageMistake } from './command.ts';
import { readImportArguments } from './import-arguments.ts';
import { count, readFiles, writeNew } from './import-files.ts';
import { hasErrors, type LocatedDiagnostic, renderCounts, renderDiagnostics } from './reporter.ts';

const usage = 'Name exported dashboards: sightline import dashboard FILE…, or - for what is piped in.';

/** `sightline import dashboard`: dashboards of Grafana as a program whose pages are equal. */
export const runImportDashboard = async (args: readonly string[]): Promise<number | UsageMistake> => {
  const parsed = readImportArguments(args, usage);
  if (parsed instanceof UsageMistake) return parsed;
  const { out, json } = parsed;
  const { files, missing } = await readFiles(parsed.files, 'Name dashboards that exist.');
  const [
    { importDashboards },
    { dashboardParts, importedDashboardCatalogue, locateImportedDashboard },
    { printDashboards },
    { dashboardDrawing },
  ] = await Promise.all([
    import('../importers/import-dashboards.ts'),
    import('../importers/dashboard-stack.ts'),
    import('../importers/print-dashboards.ts'),
    import('../synth/dashboard-drawing.ts'),
  ]);
  const { stack: read, findings } = importDashboards(files, dashboardDrawing());
  // A page that would show something else is not written.
  const isUnfaithful = hasErrors(missing) || hasErrors(findings);
  const stack = isUnfaithful ? undefined : read;
  const checked =
    stack === undefined
      ? { adoption: [], diagnostics: [] }
      : await checkImported(
          {
            catalogue: importedDashboardCatalogue(stack),
            adoptable: dashboardParts(stack),
            locate: locateImportedDashboard(stack),
            files: parsed.files,
          },
          new Date(),
        );
  const source = stack === undefined ? undefined : printDashboards(stack, checked.adoption);
  const written = out === undefined || source === undefined ? [] : writeNew(out, source);
  const diagnostics = [...missing, ...findings, ...checked.diagnostics, ...written];
  const pages = stack?.dashboards ?? [];
  if (json) {
    const dashboards = pages.map(({ entry, notes, panels }) => ({ title: entry.title, notes, panels }));
    const result = { ...(out === undefined ? { source } : { out }), dashboards, diagnostics };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    if (out === undefined && source !== undefined) process.stdout.write(source);
    const { shown, more } = firstOfEachCode(checked.diagnostics);
    process.stderr.write(
      renderDiagnostics([...missing, ...findings, ...shown, ...written], process.stderr.isTTY) + more.join(''),
    );
    const counts = renderCounts(diagnostics);
    const summary =
      source === undefined
        ? `${counts}; nothing was imported.`
        : [
            ...pages.map(({ entry, panels }) => `${entry.title}: ${fidelity(panels)}`),
            ...(counts === '' ? [] : [`${counts}.`]),
            ...(out === undefined || written.length > 0 ? [] : [`Written to ${out}. Next: sightline synth ${out}`]),
          ].join('\n');
    process.stderr.write(`${summary}\n`);
  }
  return hasErrors(diagnostics) ? 1 : 0;
};

/** What old pages lack, they lack in most panels: this many findings of a kind are told one by one. */
const most = 3;

const firstOfEachCode = (
  diagnostics: readonly LocatedDiagnostic[],
): { readonly shown: readonly LocatedDiagnostic[]; readonly more: readonly string[] } => {
  const counts = new Map<string, number>();
  const shown = diagnostics.filter(({ code, severity }) => {
    const nth = (counts.get(code) ?? 0) + 1;
    counts.set(code, nth);
    return severity === 'error' || nth <= most;
  });
  const told = (code: string): number => shown.filter(each => each.code === code).length;
  return {
    shown,
    more: [...counts]
      .filter(([code, all]) => all > told(code))
      .map(([code, all]) => `… and ${all - told(code)} more of ${code}: sightline check lists them.\n`),
  };
};

const fidelity = (panels: readonly PanelFidelity[]): string => {
  const how = (fidelity: PanelFidelity['fidelity']): number =>
    panels.filter(panel => panel.fidelity === fidelity).length;
  return `${count(panels.length, 'panel')}, equal to the file: ${how('words')} in words, ${how('settings')} with settings of Grafana, ${how('raw')} raw.`;
};
