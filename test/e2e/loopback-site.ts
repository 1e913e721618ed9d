import { join } from 'node:path';
import type { Plan } from '../../src/ir/plan.ts';
import type { Site } from '../../src/ir/site.ts';
import { discovered } from '../../src/targets/discovered.ts';
import { probeDiscovery, staticDiscovery } from '../../src/targets/discovery.ts';

/** Who listens where on 127.0.0.1: `workload/port name` to port number. */
export type AddressBook = ReadonlyMap<string, number>;

/** Every port that a plan knows of, in a fixed order, as an address book names it. */
export const portNames = (plan: Plan): readonly string[] =>
  [...plan.workloads, ...plan.services].flatMap(({ id, ports }) => ports.map(({ name }) => `${id}/${name}`));

const host = '127.0.0.1';

/** A target for tests: processes of one machine, each with a folder of its own in place of a root file system. */
export const loopbackSite = (root: string, book: AddressBook): Site => {
  const port = (id: string, name: string): number => book.get(`${id}/${name}`) ?? 0;
  return {
    connect: (_from, to, name) => ({ scheme: 'http', host, port: port(to, name) }),
    peers: (_from, to, name) => [`${host}:${port(to, name)}`],
    discover: job => {
      const { targets, labels } = job;
      switch (targets.kind) {
        case 'workload':
          return staticDiscovery([`${host}:${port(targets.workload, targets.port)}`], labels);
        case 'host':
          return staticDiscovery([`${host}:${targets.port}`], labels);
        case 'static':
          return staticDiscovery(targets.addresses, labels);
        case 'discovered':
          return discovered(job, targets.discovery, ({ secret }) => join(root, 'prometheus', 'run/secrets', secret));
        case 'probe':
          return probeDiscovery(targets.probes, `${host}:${port(targets.prober, targets.port)}`, labels);
      }
    },
    secretFile: (reader, { secret }) => join(root, reader, 'run/secrets', secret),
    file: (reader, mount) => join(root, reader, mount),
    externalUrl: id => `http://${host}:${port(id, 'http')}`,
    hostLogs: true,
  };
};
