import { defineCheck, type Finding } from './check.ts';

/** An agent that has nobody to send to, or that is asked for what it cannot do. */
export const agent = defineCheck({
  code: 'AGENT',
  severity: 'error',
  why: 'An agent keeps nothing, answers no query and evaluates no rule: what it does not send on is lost.',
  run: ({ model: { prometheus, path } }) => {
    if (prometheus.mode !== 'agent') return [];
    const useless = [
      ...(prometheus.shards > 1 ? ['shards'] : []),
      ...(prometheus.remoteRead.length > 0 ? ['remoteRead'] : []),
      ...(prometheus.exemplars === undefined ? [] : ['exemplars']),
      ...(prometheus.outOfOrder === undefined ? [] : ['outOfOrder']),
      ...(prometheus.queryOffset === undefined ? [] : ['queryOffset']),
    ];
    return [
      ...(prometheus.remoteWrite.length > 0
        ? []
        : [
            {
              path,
              message: 'Prometheus runs as an agent and has no storage to send its samples to.',
              hint: 'Add prometheus: {remoteWrite: [{id: …, url: …}]}.',
            },
          ]),
      ...(prometheus.query === undefined
        ? [
            {
              path,
              message: 'Prometheus runs as an agent, and dashboards would ask it for metrics that it does not keep.',
              hint: 'Add prometheus: {query: …}, the address of the storage that it sends to.',
            },
          ]
        : []),
      ...useless.map(
        (key): Finding => ({
          path,
          message: `Prometheus runs as an agent, where \`${key}\` has no effect.`,
          hint: `Leave \`${key}\` out, or run it as a server.`,
        }),
      ),
    ];
  },
});
