import { analyse } from '../../src/analysis/analyse.ts';
import type { Check, Subject } from '../../src/checks/check.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import type { DashboardPlan } from '../../src/ir/dashboard.ts';
import type { Plan } from '../../src/ir/plan.ts';
import type { Model } from '../../src/model/model.ts';
import { emptyShop, planOf } from '../grafana/model-fixture.ts';

/** A dashboard in Grafana's own JSON, as somebody else might have written it. */
export const page = (body: JsonObject, own: Partial<DashboardPlan> = {}): DashboardPlan => ({
  uid: 'page',
  title: 'Page',
  folder: 'f',
  path: 'shop/page',
  queries: [],
  body,
  ...own,
});

export const subjectOf = (model: Model, plan: Plan = planOf(model)): Subject => ({
  catalogue: { org: 'shop', environment: 'production', owner: 'fulfilment', teams: [], services: [] },
  model,
  plan,
  facts: analyse(model, plan),
});

/** An almost empty shop whose only dashboards are these. */
export const pages = (...dashboards: readonly DashboardPlan[]): Subject =>
  subjectOf(emptyShop, { ...planOf(emptyShop), dashboards });

export const messages = (check: Check, subject: Subject): readonly string[] =>
  check.run(subject).map(({ message }) => message);

export const variable = (name: string, query: string, own: JsonObject = {}): JsonObject => ({
  type: 'query',
  name,
  datasource: { type: 'prometheus', uid: '${datasource}' },
  query: { qryType: 1, query, refId: 'A' },
  ...own,
});

/** What a page with these choices has beside them. */
export const choosing = (list: readonly JsonValue[], own: JsonObject = {}): JsonObject => ({
  templating: { list },
  ...own,
});
