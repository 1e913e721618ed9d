import { afterAll, beforeAll, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { jobExposures } from '../../src/analysis/job-exposures.ts';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { toolVersions } from '../external/tool-versions.ts';
import {
  type Answer,
  askQuestion,
  hasData,
  impossibleValues,
  namelessLabels,
  offered,
  sharedNames,
} from './dashboard-answers.ts';
import { type Page, type Question, readPage } from './dashboard-questions.ts';
import { type DemoStack, startDemoStack } from './demo/demo-stack.ts';
import { ask } from './running-stack.ts';
import { withoutData } from './without-data.ts';

/**
 * The reference stack, rendered for the Prometheus at hand, running with demo programs in place of its services: what
 * every dashboard asks, asked the way Grafana does.
 */
let demo: DemoStack;
let pages: readonly Page[] = [];
let answers: readonly Answer[] = [];
/** Counters that their exporter gives a name without the usual ending. */
let counters: ReadonlySet<string> = new Set();

/** Everything is chosen, as when a page is opened. */
const allChosen = ({ choices }: Page): Readonly<Record<string, string>> =>
  Object.fromEntries(choices.map(({ name, all }) => [name, all]));

const nameOf = ({ panel, letter }: Question): string => `${panel} ${letter}`;

/** Everything that the pages ask. */
const askAll = async (): Promise<readonly Answer[]> => {
  const found: Answer[] = [];
  for (const page of pages)
    found.push(
      ...(await Promise.all(page.questions.map(question => askQuestion(demo.url, question, allChosen(page))))),
    );
  return found;
};

const isListed = ({ question }: Answer): boolean => nameOf(question) in withoutData;

/** Records of records of records: what is missing after so many evaluations will not come. */
const enoughEvaluations = 8;

const evaluations = async (): Promise<number> => {
  const [least] = await ask(demo.url, 'min(prometheus_rule_group_iterations_total)');
  return Number(least?.value ?? 0);
};

/** Asks until every question has data that is not listed; what is missing in the end is what the tests name. */
const askUntilAnswered = async (): Promise<void> => {
  let missing = (await askAll()).filter(answer => !isListed(answer) && !hasData(answer));
  await waitFor('every question has data, or will have none', 120, async () => {
    missing = missing.filter(answer => !hasData(answer));
    if (missing.length === 0 || (await evaluations()) >= enoughEvaluations) return true;
    missing = await Promise.all(missing.map(({ question, chosen }) => askQuestion(demo.url, question, chosen)));
    return undefined;
  });
};

beforeAll(async () => {
  const synthesis = await synthesize(stack.toProgram(), {
    today: '2026-01-01',
    versions: toolVersions(),
    ruleTests: false,
  });
  const { model, plan } = synthesis;
  if (model === undefined || plan === undefined) throw new Error('the reference stack cannot be synthesised');
  counters = new Set(
    jobExposures(model, plan).flatMap(({ metrics }) =>
      metrics.filter(({ kind }) => kind === 'counter').map(({ name }) => name),
    ),
  );
  pages = [...synthesis.files]
    .filter(([path]) => /^dashboards\/.*\.json$/.test(path))
    .map(([, file]): JsonValue => JSON.parse(file))
    .filter(isJsonObject)
    .map(readPage);
  demo = await startDemoStack(synthesis);
  await askUntilAnswered();
  answers = await askAll();
}, 300_000);

afterAll(() => demo?.stop(), 30_000);

test('every target answers but the one that is down', async () => {
  const up = async (value: number) => (await ask(demo.url, `up == ${value}`)).length;
  expect([await up(1), await up(0)]).toEqual([demo.targets - demo.down, demo.down]);
});

test('every rule is evaluated without an error', async () => {
  const body: JsonValue = JSON.parse(await (await fetch(`${demo.url}/api/v1/rules`)).text());
  const data = isJsonObject(body) && isJsonObject(body['data']) ? body['data']['groups'] : [];
  const rules = (Array.isArray(data) ? data : []).filter(isJsonObject).flatMap(({ rules }) => rules);
  const list = rules.flatMap(rule => (Array.isArray(rule) ? rule : [rule])).filter(isJsonObject);
  expect(list.length).toBeGreaterThan(500);
  expect(list.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => [name, lastError])).toEqual([]);
});

test('there are pages, and each asks something', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter(({ questions }) => questions.length === 0)).toEqual([]);
});

test('no question is refused or doubted', () => {
  const isKnown = (complaint: string): boolean => {
    const [, name = ''] = /metric might not be a counter.*"(\w+)"/.exec(complaint) ?? [];
    return counters.has(name);
  };
  const doubted = answers.flatMap(({ question, query, complaints }) =>
    complaints.filter(complaint => !isKnown(complaint)).map(complaint => [nameOf(question), complaint, query]),
  );
  expect(doubted).toEqual([]);
});

test('what is listed is asked', () => {
  const names = new Set(answers.map(({ question }) => nameOf(question)));
  expect(Object.keys(withoutData).filter(name => !names.has(name))).toEqual([]);
});

test('every question has data, but for those that are listed', () => {
  const without = answers.filter(answer => !hasData(answer)).map(({ question }) => nameOf(question));
  const listed = Object.entries(withoutData).filter(
    ([name, { mayHaveData = false }]) => !mayHaveData || without.includes(name),
  );
  expect(without.toSorted()).toEqual(listed.map(([name]) => name).toSorted());
});

test('whatever a reader chooses, there is something to see', async () => {
  const empty: string[] = [];
  for (const page of pages) {
    const values = await offered(demo.url, page);
    for (const { name } of page.choices) {
      const asking = page.questions.filter(({ expr }) => new RegExp(`\\$\\{?${name}\\b`).test(expr));
      expect(asking, `${page.uid}: ${name}`).not.toEqual([]);
      expect(values[name]?.length, `${page.uid}: ${name}`).toBeGreaterThan(0);
      for (const value of values[name] ?? []) {
        const chosen = { ...allChosen(page), [name]: value.replace(/[.+*?^$(){}|[\]\\]/g, '\\\\$&') };
        const found = await Promise.all(asking.map(question => askQuestion(demo.url, question, chosen)));
        if (found.some(({ complaints }) => complaints.length > 0) || !found.some(hasData))
          empty.push(`${page.uid}: ${name} ${value}`);
      }
    }
  }
  expect(empty).toEqual([]);
}, 60_000);

test('every legend finds its labels', () => {
  const lacking = answers
    .map(answer => [nameOf(answer.question), namelessLabels(answer)] as const)
    .filter(([, labels]) => labels.length > 0);
  expect(lacking).toEqual([]);
});

test('no two series of a panel have one name', () => {
  const named = answers.filter(({ question: { kind } }) => kind !== 'annotation' && kind !== 'table');
  const panels = new Set(named.map(({ question: { panel } }) => panel));
  const shared = [...panels]
    .map(panel => [panel, sharedNames(named.filter(({ question }) => question.panel === panel))] as const)
    .filter(([, names]) => names.length > 0);
  expect(shared).toEqual([]);
});

test('every value is possible in its unit', () => {
  const impossible = answers
    .map(answer => [nameOf(answer.question), answer.question.unit, impossibleValues(answer).slice(0, 3)] as const)
    .filter(([, , values]) => values.length > 0);
  expect(impossible).toEqual([]);
});
