import { defineCheck } from './check.ts';

/** Nobody notices when the monitoring itself dies. */
export const amDeadman = defineCheck({
  code: 'AM-DEADMAN',
  severity: 'warning',
  why: 'A monitoring system that is down sends nothing; only something outside can notice the silence.',
  run: ({ model }) =>
    model.heartbeat === undefined
      ? [
          {
            path: model.path,
            message: 'The stack has no dead man’s switch: when the monitoring dies, nobody hears of it.',
            hint: "Add heartbeat: deadman({secretUrl: secret('…')}) of a service that raises the alarm when it hears nothing for 5 minutes.",
          },
        ]
      : [],
});
