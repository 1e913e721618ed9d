import type { TargetDiscovery } from '../ir/discovery.ts';
import { defineCheck, type Finding } from './check.ts';

/** A discovery that is refused, or that can find nothing. */
export const discovery = defineCheck({
  code: 'DISCOVERY',
  severity: 'error',
  why: 'A discovery that finds nothing looks like one that has nothing to find: no target is down, and no alert fires.',
  run: ({ plan }) =>
    plan.jobs.flatMap(({ id, path, targets }): readonly Finding[] => {
      const problem = targets.kind === 'discovered' ? problemOf(targets.discovery) : undefined;
      return problem === undefined
        ? []
        : [{ path, message: `The discovery of the job \`${id}\` ${problem.message}`, hint: problem.hint }];
    }),
});

const problemOf = (found: TargetDiscovery): { readonly message: string; readonly hint: string } | undefined => {
  switch (found.kind) {
    case 'static':
      return found.addresses.length > 0
        ? undefined
        : { message: 'names no address.', hint: "Write staticTargets(['host:port'])." };
    case 'file':
      return found.files.length > 0
        ? undefined
        : { message: 'names no file.', hint: "Give `files`, such as ['/etc/prometheus/targets/*.json']." };
    case 'dns':
      if (found.names.length === 0) return { message: 'names no DNS name.', hint: 'Give `names`.' };
      return found.port === undefined && found.type !== undefined && found.type !== 'SRV'
        ? {
            message: `asks for ${found.type} records, which name no port, and has no \`port\`.`,
            hint: 'Add port: …, or ask for SRV records.',
          }
        : undefined;
    case 'kubernetes':
      if (found.namespaces?.length === 0)
        return { message: 'looks in no namespace.', hint: 'Name one, or leave `namespaces` out to look in all.' };
      if (found.role === 'node' && typeof found.port === 'string')
        return {
          message: `looks for the port \`${found.port}\` of nodes, whose ports have no names.`,
          hint: 'Write its number.',
        };
      return found.role === 'ingress' && found.port !== undefined
        ? { message: 'looks for a port of ingresses, which have none.', hint: 'Leave `port` out.' }
        : undefined;
    case 'consul':
      return found.services?.length === 0
        ? { message: 'looks for no service.', hint: 'Name one, or leave `services` out to take all.' }
        : undefined;
    case 'ec2': {
      const empty = Object.entries(found.filters ?? {}).find(([, values]) => values.length === 0)?.[0];
      return empty === undefined
        ? undefined
        : { message: `filters by \`${empty}\` without a value.`, hint: 'Give it one, or leave the filter out.' };
    }
    default:
      return undefined;
  }
};
