import { ports, workloads } from '../ir/conventions.ts';

const { port } = ports.alertmanager;

/** The command that talks to the stack's Alertmanager from the machine of whoever reads a page. */
export const amtool = `amtool --alertmanager.url=http://localhost:${port}`;

/** How that machine reaches it, in one sentence. */
export const reachAlertmanager = `Where Alertmanager is not on this machine, forward its port first: on Kubernetes \`kubectl --namespace NAMESPACE port-forward service/${workloads.alertmanager} ${port}\` with the namespace of the stack.`;
