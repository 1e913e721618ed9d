import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node } from '../../src/integrations/node.ts';
import { freePorts } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { tool } from '../external/tools.ts';

const ended: (() => Promise<unknown>)[] = [];
let exposition = '';

beforeAll(async () => {
  const [port] = await freePorts(1);
  const { emit } = node.definition;
  const [workload] =
    emit?.({}, { path: 'x', service: 'x', team: 'x', env: 'x', tier: '1', scrapeInterval: '15s' }).workloads ?? [];
  // The root of this machine is its own; everything else is as it is deployed.
  const args = (workload?.args ?? []).flatMap(arg =>
    typeof arg === 'string' && !/^--(path\.rootfs|web\.listen-address)=/.test(arg) ? [arg] : [],
  );
  const child = spawn(tool('node_exporter'), [...args, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
  ended.push(() => {
    const exit = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    return exit;
  });
  exposition = await waitFor('node_exporter answers', 15, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    return answer?.ok === true ? answer.text() : undefined;
  });
});

afterAll(() => Promise.all(ended.map(end => end())));

test.each(Object.values(node.definition.metrics({})))(
  'a real node_exporter exposes $name as the $kind that is declared, with its labels',
  ({ name, kind, labels }) => {
    expect(exposition).toContain(`# TYPE ${name} ${kind}\n`);
    const series = new RegExp(`^${name}(?:\\{(.*)\\})? `, 'm').exec(exposition);
    const found = [...(series?.[1] ?? '').matchAll(/([a-z_]+)="/g)].map(match => match[1]);
    expect(Object.keys(labels).filter(label => !found.includes(label))).toEqual([]);
  },
);
