import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import {
  type Catalogue,
  fastapi,
  k6,
  node,
  ObservabilityStack,
  postgres,
  processExporter,
  redis,
  Service,
  slack,
  Team,
  webVitals,
} from '../../src/index.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';

/**
 * What a program gets that draws nothing itself.
 *
 * @module
 */

const rowsOf = async (catalogue: Catalogue): Promise<Readonly<Record<string, readonly string[]>>> => {
  const plan = await emitPlan(resolve(catalogue).model);
  const titles = (panels: JsonValue | undefined): readonly string[] =>
    (Array.isArray(panels) ? panels.filter(isJsonObject) : [])
      .filter(({ type }: JsonObject) => type === 'row')
      .map(({ title }) => String(title));
  return Object.fromEntries(plan.dashboards.map(({ uid, body }) => [uid, titles(body['panels'])]));
};

const stackWith = (own: Partial<ConstructorParameters<typeof ObservabilityStack>[1]>) => {
  const stack = new ObservabilityStack('tiny', { environment: 'test', ...own });
  const team = new Team(stack, 'web', {
    timezone: 'Europe/Berlin',
    page: slack({ channel: '#web', webhookUrl: { secret: 'slack' } }),
    notify: slack({ channel: '#web', webhookUrl: { secret: 'slack' } }),
  });
  return { stack, team };
};

describe('a program without a dashboard', () => {
  test('has rate, errors and durations of a service, and the use of what it uses', async () => {
    const { stack, team } = stackWith({});
    new Service(stack, 'shop', {
      owner: team,
      tier: 2,
      port: 8000,
      runtime: fastapi(),
      uses: [
        postgres({ host: 'db.example', database: 'shop', user: 'watch', password: { secret: 'db' } }),
        redis({ host: 'cache.example' }),
      ],
    });
    const pages = await rowsOf(stack.toProgram().catalogue);
    expect(pages['shop']).toEqual(['Now', 'Requests', 'Requests by route', 'PostgreSQL', 'Redis', 'Instances']);
    expect(pages['infrastructure']).toEqual(['Now', 'PostgreSQL: shop', 'Redis: shop']);
  });

  test('of machines alone has a page of machines, those that use most first named', async () => {
    const { stack } = stackWith({ uses: [processExporter({ processes: ['nginx'] }), node()] });
    const pages = await rowsOf(stack.toProgram().catalogue);
    expect(pages['infrastructure']).toEqual(['Now', 'Machines', 'Disks and network', 'Programs']);
    expect(pages['stack-node']).toEqual(['Now', 'Machines', 'Disks and network']);
  });

  test('of nothing at all has the pages of the monitoring itself', async () => {
    const pages = await rowsOf(stackWith({}).stack.toProgram().catalogue);
    expect(Object.keys(pages).toSorted()).toEqual([
      'about',
      'alerts-incidents',
      'capacity',
      'home',
      'meta-monitoring',
      'stack-alertmanager',
      'stack-grafana',
      'stack-prometheus',
    ]);
  });

  test('sees journeys beside what browsers measure', async () => {
    const { stack, team } = stackWith({});
    new Service(stack, 'site', {
      owner: team,
      tier: 2,
      port: 8000,
      uses: [webVitals(), k6({ journeys: ['checkout'] })],
    });
    expect((await rowsOf(stack.toProgram().catalogue))['web-vitals']).toEqual(['Web vitals: site', 'Journeys: site']);
  });
});
