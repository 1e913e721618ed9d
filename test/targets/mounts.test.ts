import { describe, expect, test } from 'vitest';
import type { ImageName } from '../../src/ir/images.ts';
import { configDirectories, configMounts } from '../../src/targets/mounts.ts';

const files = (...mounts: readonly string[]) =>
  mounts.map(mount => ({ reader: 'x', mount, format: 'text' as const, body: '', origins: {} }));

describe('how configuration is mounted', () => {
  const cases: readonly {
    readonly title: string;
    readonly image: ImageName;
    readonly given: readonly string[];
    readonly expected: readonly string[];
  }[] = [
    {
      title: 'a directory of our own whole',
      image: 'prometheus',
      given: ['/etc/p/b.yml', '/etc/p/a.yml'],
      expected: ['directory /etc/p: /etc/p/a.yml /etc/p/b.yml'],
    },
    {
      title: 'a directory together with those below it',
      image: 'prometheus',
      given: ['/etc/p/rules/x.yml', '/etc/p/p.yml'],
      expected: ['directory /etc/p: /etc/p/p.yml /etc/p/rules/x.yml'],
    },
    {
      title: 'directories that only begin alike apart',
      image: 'prometheus',
      given: ['/etc/p/a', '/etc/pq/a'],
      expected: ['directory /etc/p: /etc/p/a', 'directory /etc/pq: /etc/pq/a'],
    },
    {
      title: 'files beside those of the image one by one',
      image: 'logstash',
      given: ['/usr/share/logstash/config/logstash.yml', '/usr/share/logstash/pipeline/main.conf'],
      expected: [
        'file /usr/share/logstash/config/logstash.yml: /usr/share/logstash/config/logstash.yml',
        'directory /usr/share/logstash/pipeline: /usr/share/logstash/pipeline/main.conf',
      ],
    },
    { title: 'nothing as nothing', image: 'prometheus', given: [], expected: [] },
  ];
  test.each(cases)('$title', ({ image, given, expected }) => {
    const mounts = configMounts(image, files(...given));
    expect(
      mounts.map(({ kind, path, artefacts }) => `${kind} ${path}: ${artefacts.map(a => a.mount).join(' ')}`),
    ).toEqual(expected);
  });

  test('a watcher that does not descend is told every directory', () => {
    expect(configDirectories(configMounts('prometheus', files('/etc/p/rules/x.yml', '/etc/p/p.yml')))).toEqual([
      '/etc/p',
      '/etc/p/rules',
    ]);
  });
});
