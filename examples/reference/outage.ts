import { scenario } from 'sightline';
import stack from './index.ts';

/** LeanVibe is gone for a quarter of an hour: `sightline simulate examples/reference/outage.ts` says who is told. */
export default scenario(stack, {
  until: '30m',
  events: [{ kind: 'down', service: 'leanvibe', at: '1m', for: '15m' }],
});
