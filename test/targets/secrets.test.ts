import { expect, test } from 'vitest';
import { askForSecrets, describeSecrets, neededSecrets } from '../../src/targets/secrets.ts';
import { workloads } from './plan-fixture.ts';

const needed = neededSecrets(workloads.toReversed());

test('secrets are listed once, with their readers, in a fixed order', () => {
  expect(needed).toEqual([
    { name: 'admin-password', readers: ['grafana'] },
    { name: 'search-password', readers: ['elasticsearch', 'elasticsearch-setup'] },
  ]);
  expect(describeSecrets(needed)).toBe(
    '- `admin-password`, read by `grafana`\n- `search-password`, read by `elasticsearch`, `elasticsearch-setup`',
  );
});

test('their values are asked for and never part of a command', () => {
  expect(askForSecrets('./secrets', needed)).toEqual([
    'mkdir -p -m 700 ./secrets',
    'for name in \\',
    '  admin-password \\',
    '  search-password \\',
    '; do read -rsp "$name: " value && printf %s "$value" > ./secrets/"$name"; echo; done',
  ]);
});
