import type { Plan } from '../ir/plan.ts';
import type { WatchedService, Workload } from '../ir/workload.ts';

/** The workload with the id, if the plan runs it. */
export const findWorkload = (plan: Plan, id: string): Workload | undefined => plan.workloads.find(w => w.id === id);

/** The watched service with the id. A workload of the same id comes first: it is what the stack itself runs. */
export const findService = (plan: Plan, id: string): WatchedService | undefined =>
  findWorkload(plan, id) === undefined ? plan.services.find(s => s.id === id) : undefined;

/** A port written as a number. */
const numeric = (port: string): number | undefined => (/^[0-9]{1,5}$/.test(port) ? Number(port) : undefined);

/** The number of a port by name, or of a port written as a number; undefined where nothing has it. */
export const findPort = (plan: Plan, id: string, port: string): number | undefined => {
  const declared = (findWorkload(plan, id) ?? findService(plan, id))?.ports.find(p => p.name === port)?.port;
  return declared ?? numeric(port);
};

/** As `findPort`. A port that does not exist is 0: the check of the edges has reported it, and nothing is written then. */
export const portNumber = (plan: Plan, id: string, port: string): number => findPort(plan, id, port) ?? 0;
