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
import { beyondTheUnit, withoutData } from './without-data.ts';

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

/**
 * What is missing after so many evaluations will not come: records of records take a few, and what is counted minute by
 * minute needs one minute with an alert.
 */
const enoughEvaluations = 24;

const evaluations = async (): Promise<number> => {
  const [least] = await ask(demo.url, 'min(prometheus_rule_group_iterations_total)');
  return Number(least?.value ?? 0);
};

/**
 * Asks until every question has data that is not listed, or will have none. An answer counts once there is one: a busy
 * machine misses a scrape now and then.
 */
const askUntilAnswered = async (): Promise<readonly Answer[]> => {
  const known = new Map((await askAll()).map(answer => [answer.question, answer]));
  const unanswered = () => [...known.values()].filter(answer => !hasData(answer));
  await waitFor('every question has data, or will have none', 300, async () => {
    if (unanswered().every(isListed) || (await evaluations()) >= enoughEvaluations) return true;
    for (const { question, chosen } of unanswered()) known.set(question, await askQuestion(demo.url, question, chosen));
    return undefined;
  });
  // What is listed as without data has had the same time to get some.
  for (const { question, chosen } of unanswered()) known.set(question, await askQuestion(demo.url, question, chosen));
  return [...known.values()];
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
  answers = await askUntilAnswered();
}, 600_000);

afterAll(() => demo?.stop(), 30_000);

test('every target answers but the one that is down', async () => {
  const states = async (): Promise<string> => {
    const [up, down] = await Promise.all([ask(demo.url, 'up == 1'), ask(demo.url, 'up == 0')]);
    return `${up.length} up, ${down.length} down`;
  };
  const expected = `${demo.targets - demo.down} up, ${demo.down} down`;
  // A machine that is busy misses a scrape now and then.
  await waitFor(expected, 30, async () => ((await states()) === expected ? true : undefined)).catch(() => undefined);
  expect(await states()).toBe(expected);
}, 60_000);

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
  const listed = [...Object.keys(withoutData), ...Object.keys(beyondTheUnit)];
  expect(listed.filter(name => !names.has(name))).toEqual([]);
});

test('every question has data, but for those that are listed', () => {
  const without = answers.filter(answer => !hasData(answer)).map(({ question }) => nameOf(question));
  const listed = Object.entries(withoutData).filter(
    ([name, { mayHaveData = false }]) => !mayHaveData || without.includes(name),
  );
  expect(without.toSorted()).toEqual(listed.map(([name]) => name).toSorted());
});

/** Whether one of the questions has data with these choices. */
const someAnswer = async (
  questions: readonly Question[],
  chosen: Readonly<Record<string, string>>,
): Promise<boolean> => {
  for (const question of questions) if (hasData(await askQuestion(demo.url, question, chosen))) return true;
  return false;
};

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
        if (!(await someAnswer(asking, chosen))) empty.push(`${page.uid}: ${name} ${value}`);
      }
    }
  }
  expect(empty).toEqual([]);
}, 300_000);

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
    .filter(({ question }) => !(nameOf(question) in beyondTheUnit))
    .map(answer => [nameOf(answer.question), answer.question.unit, impossibleValues(answer).slice(0, 3)] as const)
    .filter(([, , values]) => values.length > 0);
  expect(impossible).toEqual([]);
});
