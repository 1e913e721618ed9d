import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { deployedFiles, documentsOf, renderedFiles } from '../external/rendered-files.ts';
import scrapeStack from '../scrape-stack/orchard.stack.ts';
import stack from '../second-stack/harbour.stack.ts';
import { validator } from './load.ts';
import { typos } from './typos.ts';

/** Which rendered files satisfy which schema, and the keys in them whose value maps names of the author's choice. */
interface Kind {
  readonly schema: string;
  readonly files: RegExp;
  readonly freeMaps: readonly string[];
}

/** A pattern sees the path of a rule file or dashboard; of a deployed file, where it is held, a space, and its name. */
const kinds: readonly Kind[] = [
  { schema: 'rules', files: /^rules\/[^/]+\.yml$/, freeMaps: ['labels', 'annotations'] },
  {
    schema: 'prometheus',
    files: / prometheus\.yml$/,
    freeMaps: ['external_labels', 'labels', 'params', 'endpoint_params', 'headers', 'required_matchers'],
  },
  { schema: 'alertmanager', files: / alertmanager\.yml$/, freeMaps: ['details', 'headers', 'http_headers'] },
  { schema: 'blackbox', files: / blackbox\.yml$/, freeMaps: ['modules', 'headers', 'http_headers'] },
  { schema: 'dashboard', files: /^dashboards\/.+\.json$/, freeMaps: ['excludeByName', 'indexByName', 'value.options'] },
  { schema: 'grafana-datasources', files: /provisioning\/datasources\/\S+ /, freeMaps: [] },
  { schema: 'grafana-dashboard-provider', files: /provisioning\/dashboards\/\S+ /, freeMaps: [] },
  {
    schema: 'compose',
    files: / compose\.yaml$/,
    freeMaps: ['services', 'networks', 'volumes', 'secrets', 'environment', 'labels', 'depends_on'],
  },
  { schema: 'otel', files: /otelcol-contrib\/config\.yaml /, freeMaps: ['pipelines'] },
  { schema: 'jaeger', files: /jaeger\/config\.yaml /, freeMaps: ['backends', 'metric_backends'] },
  { schema: 'kibana', files: / kibana\.yml$/, freeMaps: [] },
  { schema: 'logstash', files: / logstash\.yml$/, freeMaps: [] },
  { schema: 'logstash-pipelines', files: / pipelines\.yml$/, freeMaps: [] },
  { schema: 'ilm', files: / lifecycle-[^/]+\.json$/, freeMaps: [] },
  { schema: 'github-workflow', files: / github-freeze-gate\.yml$/, freeMaps: ['inputs', 'secrets', 'jobs', 'env'] },
  { schema: 'gitlab-job', files: / gitlab-freeze-gate\.yml$/, freeMaps: ['variables'] },
  { schema: 'queries', files: / queries\.json$/, freeMaps: ['parameters'] },
  { schema: 'capacity', files: /^reports\/capacity\.json /, freeMaps: [] },
  { schema: 'series', files: /^reports\/series\.json /, freeMaps: ['keepsBounds'] },
  { schema: 'index-template', files: / template-[^/]+\.json$/, freeMaps: [] },
];

interface Rendered {
  readonly file: string;
  readonly text: string;
}

const deployed = (files: ReadonlyMap<string, string>): readonly Rendered[] =>
  deployedFiles(files).map(({ holder, name, text }) => ({ file: `${holder} ${name}`, text }));

const rendered: readonly Rendered[] = [
  ...[...renderedFiles('rules'), ...renderedFiles('dashboards')].map(({ path, text }) => ({ file: path, text })),
  ...deployed(new Map(renderedFiles('dist').map(({ path, text }) => [path, text]))),
];

const second = await synthesize(stack.toProgram(), { today: '2026-01-01' });
const renderedSecond: readonly Rendered[] = [
  ...[...second.files].map(([file, text]) => ({ file, text })).filter(({ file }) => !file.startsWith('dist/')),
  ...deployed(second.files),
];

describe.each(kinds)('files for the schema $schema', ({ schema, files, freeMaps }) => {
  const validate = validator(schema);
  const emitted = rendered
    .filter(({ file }) => files.test(file))
    .map(({ file, text }) => ({ file, documents: documentsOf(text) }));

  test('are emitted', () => {
    expect(emitted.length).toBeGreaterThan(0);
  });

  test.each(emitted)('$file is one valid document', ({ documents }) => {
    expect(documents.flatMap(validate)).toEqual([]);
    expect(documents.length).toBe(1);
  });

  const others = renderedSecond.filter(({ file }) => files.test(file));

  test('are emitted for a second stack', () => {
    expect(others.length).toBeGreaterThan(0);
  });

  test.each(others)('$file of a second stack is valid', ({ text }) => {
    expect(documentsOf(text).flatMap(validate)).toEqual([]);
  });

  test.each(emitted)('$file with any key misspelt is invalid', ({ documents: [document] }) => {
    const planted = typos(document, new Set(freeMaps));
    expect(planted.length).toBeGreaterThan(0);
    expect(planted.filter(typo => validate(typo.document).length === 0).map(({ at }) => at)).toEqual([]);
  });
});

describe('prometheus.yml of a stack that uses all of scraping', async () => {
  const { files } = await synthesize(scrapeStack.toProgram(), { today: '2026-01-01' });
  const free = new Set(kinds.find(({ schema }) => schema === 'prometheus')?.freeMaps);
  const found = deployed(files)
    .filter(({ file }) => / prometheus\.yml$/.test(file))
    .map(({ file, text }) => ({ file, document: documentsOf(text)[0] }));

  test('is rendered for both targets', () => {
    expect(found.length).toBe(2);
  });

  test.each(found)('$file is valid', ({ document }) => {
    expect(validator('prometheus')(document)).toEqual([]);
  });

  test.each(found)('$file with any key misspelt is invalid', ({ document }) => {
    const planted = typos(document, free);
    expect(planted.length).toBeGreaterThan(100);
    expect(planted.filter(typo => validator('prometheus')(typo.document).length === 0).map(({ at }) => at)).toEqual([]);
  });
});

describe('dashboards of a stack that uses all of scraping', async () => {
  const { files } = await synthesize(scrapeStack.toProgram(), { today: '2026-01-01', targets: [] });
  const found = [...files].filter(([file]) => file.startsWith('dashboards/'));

  test('there are some', () => {
    expect(found.length).toBeGreaterThan(5);
  });

  test.each(found)('%s is valid', (_, text) => {
    expect(documentsOf(text).flatMap(validator('dashboard'))).toEqual([]);
  });
});
