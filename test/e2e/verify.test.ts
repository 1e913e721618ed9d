import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readYaml } from '../../src/core/read-yaml.ts';
import { defaultMaxBytes, type Server } from '../../src/live/server.ts';
import { verifyDeployment } from '../../src/live/verify.ts';
import { type NamedRule, rulesOfFile } from '../../src/live/verify-rules.ts';
import { renderedFiles } from '../external/rendered-files.ts';
import { freePorts } from './listen.ts';
import { type RunningServer, startProgram } from './servers.ts';
import { waitFor } from './wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-verify-'));
const rules = resolve(import.meta.dirname, '../../rules');
const servers: RunningServer[] = [];
const rendered: NamedRule[] = [];
let good: Server;
let bad: Server;
let alertmanager: Server;

beforeAll(async () => {
  for (const { text } of renderedFiles('rules'))
    rendered.push(...(await readYaml(text)).documents.flatMap(({ value }) => rulesOfFile(value)));
  const [a = 0, b = 0, c = 0, dead = 0] = await freePorts(4);
  const at = (product: string, port: number): Server => ({
    product,
    url: new URL(`http://127.0.0.1:${port}`),
    credentials: '--bearer-token-file',
    timeout: 10_000,
    maxBytes: defaultMaxBytes,
  });
  const start = (program: string, name: string, port: number, config: string, args: readonly string[]): void => {
    const file = join(folder, `${name}.yml`);
    writeFileSync(file, config);
    const health = `http://127.0.0.1:${port}/-/ready`;
    const listen = `--web.listen-address=127.0.0.1:${port}`;
    servers.push(
      startProgram(program, {
        name,
        folder: join(folder, name),
        health,
        args: [`--config.file=${file}`, listen, ...args],
      }),
    );
  };
  const scrape = (port: number): string => `
    scrape_configs:
    - { job_name: self, scrape_interval: 1s, scrape_timeout: 1s, static_configs: [{ targets: ['127.0.0.1:${port}'] }] }
    `;
  start('alertmanager', 'alertmanager', c, 'route: { receiver: none }\nreceivers: [{ name: none }]\n', [
    '--cluster.listen-address=',
    `--storage.path=${join(folder, 'silences')}`,
  ]);
  start(
    'prometheus',
    'good',
    a,
    `rule_files: ['${rules}/*.yml']\nalerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${c}'] }] }] }\n${scrape(a).replaceAll('\n    ', '\n')}`,
    [`--storage.tsdb.path=${join(folder, 'good-storage')}`],
  );
  const [first = ''] = readdirSync(rules).toSorted();
  start(
    'prometheus',
    'bad',
    b,
    `rule_files: ['${rules}/${first}']\n${scrape(dead).replaceAll('\n    ', '\n')}- { job_name: nothing, file_sd_configs: [{ files: [nothing.json] }] }\n`,
    [`--storage.tsdb.path=${join(folder, 'bad-storage')}`],
  );
  await Promise.all(servers.map(({ ready }) => ready));
  good = at('Prometheus', a);
  bad = at('Prometheus', b);
  alertmanager = at('Alertmanager', c);
}, 40_000);

afterAll(async () => {
  await Promise.all(servers.map(server => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

test('what runs is what was rendered', async () => {
  expect(rendered.length).toBeGreaterThan(100);
  const parts = await waitFor('the deployment is well', 15, async () => {
    const found = await verifyDeployment({ prometheus: good, alertmanager }, { rules: rendered, dashboards: [] });
    return found.every(({ findings }) => findings.length === 0) ? found : undefined;
  });
  expect(parts.map(({ what }) => what)).toEqual([
    'Prometheus is ready',
    'Targets are up',
    'Rules are loaded',
    'Alerts are sent',
    'Alertmanager is ready',
    'Alertmanagers know each other',
  ]);
}, 20_000);

test('what is missing is found', async () => {
  const codes = await waitFor('the first scrape has failed', 15, async () => {
    const found = await verifyDeployment({ prometheus: bad }, { rules: rendered, dashboards: [] });
    const findings = found.flatMap(each => each.findings);
    return findings.some(({ message }) => message.includes('`self` is down'))
      ? findings.map(({ code }) => code)
      : undefined;
  });
  expect(codes).toEqual(['VERIFY-TARGET', 'VERIFY-JOB', 'VERIFY-RULES', 'VERIFY-ALERTING']);
}, 20_000);
