/**
 * How objectives grow: time and memory for each of them at 1 000 and 10 000, rules and samples beside those of Sloth's
 * published layout. Flat lines mean linear growth. Ratios of one run; samples are counted, not measured.
 *
 * Sloth's layout is that of the rules it generates for one objective over 30 days (`examples/_gen/getting-started.yml`
 * in its repository): error ratios over 5m, 30m, 1h, 2h, 6h, 1d and 3d from raw counters, the one over 30d from the
 * ratios over 5m, seven records of meta data, and two alerts. Its groups have no interval of their own: 30 s here, as ours;
 * at the minute that is the default of Prometheus they read half as much.
 */
import type { Catalogue, ServiceEntry } from '../src/catalogue/catalogue.ts';
import { seconds } from '../src/core/duration.ts';
import { renderYaml } from '../src/core/yaml.ts';
import { resolve } from '../src/model/resolve.ts';
import { longWindowCost } from '../src/model/slo-cost.ts';
import { ruleFile, ruleFiles } from '../src/prometheus/rule-file.ts';
import { emitSlo } from '../src/slo/emit.ts';
import { synthesize } from '../src/synth/synthesize.ts';

const perService = 10;

const service = (i: number): ServiceEntry => {
  const id = `service-${i}`;
  const requests = (path: number, more = '') => `http_requests_total{service="${id}",handler="/${path}"${more}}`;
  return {
    id,
    owner: 'platform',
    port: 8000,
    runtime: { kind: 'fastapi', options: {} },
    slos: Array.from({ length: perService }, (_, path) => ({
      id: `availability-${path}`,
      objective: '99.9%',
      runbook: 'runbook',
      sli: { kind: 'ratio' as const, bad: requests(path, ',status=~"5.."'), total: requests(path) },
    })),
    runbooks: [{ id: 'runbook', title: 'Runbook', steps: ['Look at the traces.'] }],
  };
};

const receiver = { kind: 'webhook', options: { url: 'https://alerts.example.com' } };
const catalogue = (slos: number): Catalogue => ({
  org: 'bench',
  environment: 'bench',
  owner: 'platform',
  objectives: { longWindows: 'ruler' },
  heartbeat: receiver,
  teams: [{ id: 'platform', timezone: 'UTC', page: receiver }],
  services: Array.from({ length: slos / perService }, (_, i) => service(i)),
});

const kilobytes = (): number => process.memoryUsage().rss / 2 ** 10;

/** Rules alone: from the program to the text of the rule files. */
const rules = (slos: number) => {
  const start = performance.now();
  const before = kilobytes();
  const { groups = [] } = emitSlo(resolve(catalogue(slos)).model);
  let bytes = 0;
  for (const [, file] of ruleFiles(groups)) bytes += renderYaml(ruleFile(file).body).length;
  const count = groups.reduce((sum, group) => sum + group.rules.length, 0);
  return { slos, time: (performance.now() - start) / slos, memory: (kilobytes() - before) / slos, count, bytes };
};

/** Everything, with every check. */
const whole = async (slos: number) => {
  const start = performance.now();
  const { diagnostics } = await synthesize(
    { catalogue: catalogue(slos), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  const worst = diagnostics.find(({ severity }) => severity !== 'info');
  if (worst !== undefined) throw new Error(JSON.stringify(worst));
  return { slos, time: (performance.now() - start) / slos };
};

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

rules(100);
const [small, large] = [rules(1_000), rules(10_000)];
for (const { slos, time, memory, count, bytes } of [small, large])
  say(
    `${String(slos).padStart(6)} objectives: ${(count / slos).toFixed(0)} rules and ${(bytes / slos / 1_024).toFixed(1)} KB each, ` +
      `${(time / small.time).toFixed(2)}x the time and ${memory.toFixed(0)} KB of memory for each`,
  );

await whole(200); // the first run also compiles
const [first, ...more] = [await whole(500), await whole(2_000)];
for (const { slos, time } of more)
  say(
    `${String(slos).padStart(6)} objectives with every check: ${(time / first.time).toFixed(2)}x the time of 500 for each`,
  );

/** Samples that one objective reads per second; `raw` series of errors and of all events, scraped every 15 seconds. */
const series = 20;
const scrape = 15;
const rawSamples = (windows: readonly string[]): number =>
  windows.reduce((sum, window) => sum + (2 * series * seconds(window)) / scrape, 0);
const [slo] = resolve(catalogue(perService)).model.services[0]?.slos ?? [];
const ours = rawSamples(['5m', '30m', '1h', '2h', '6h']) / 30 + (slo === undefined ? 0 : longWindowCost(slo).perSecond);
// The ratio over 30 days reads the recorded ratio twice: its sum and its count.
const sloth = (rawSamples(['5m', '30m', '1h', '2h', '6h', '1d', '3d']) + (2 * seconds('30d')) / 30) / 30;
say(
  `${series} series each, scraped every ${scrape} s: ${Math.round(ours)} samples per second, Sloth's layout ${Math.round(sloth)} ` +
    `(${(sloth / ours).toFixed(1)}x), with 17 rules instead of ${small.count / small.slos}`,
);
