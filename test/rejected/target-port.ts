import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A machine, and not the port on which its exporter listens. */
export const targetPort: Rejection = {
  code: 'TARGET-PORT',
  catalogue: withStack({
    scrapeJobs: [{ id: 'fleet', discover: { kind: 'static', addresses: ['db.example.com'] } }],
  }),
  at: ['acme/fleet'],
  hint: "Write the port on which the metrics are: 'db.example.com:9100', or 'db.example.com:80' if it is that of the web.",
};
