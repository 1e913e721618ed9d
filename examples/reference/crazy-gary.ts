import {
  AvailabilitySlo,
  counter,
  flask,
  gauge,
  HttpProbe,
  LatencySlo,
  PerformanceBudget,
  Runbook,
  Service,
  Tracing,
  webVitals,
} from 'sightline';
import { gary, stack } from './organisation.ts';

/** Crazy Gary: a web application with an API of its own, watched from inside and outside. */
export const crazyGary = new Service(stack, 'crazy-gary', {
  owner: gary,
  tier: 2,
  port: 8080,
  replicas: 2,
  exposure: { requestsPerSecond: 5 },
  scrape: { interval: '30s', cardinality: 'used' },
  evaluation: '60s',
  runtime: flask({ endpoints: 60 }),
  // The limits of requests are the requirement's own: 5 and 10 % of errors, half a second and a second.
  uses: [webVitals({ pages: 30 })],
  metrics: {
    userSessions: gauge('user_sessions_active', { help: 'Signed-in users.' }),
    cacheHits: counter('cache_hits_total', { help: 'Reads that the cache answered.' }),
    cacheMisses: counter('cache_misses_total', { help: 'Reads that the cache could not answer.' }),
    dbPoolSize: gauge('db_connection_pool_size', { help: 'Connections that the pool may open.' }),
    dbPoolInUse: gauge('db_connections_in_use', { help: 'Connections of the pool in use.' }),
  },
});

new AvailabilitySlo(crazyGary, 'availability', { objective: '99.5%', window: '30d', runbook: 'unavailable' });
new LatencySlo(crazyGary, 'performance', { objective: '95%', within: '500ms', window: '30d', runbook: 'slow' });
new PerformanceBudget(crazyGary, 'response-time', { p95: '500ms', p99: '1s', runbook: 'slow' });

new HttpProbe(crazyGary, 'health', {
  path: '/api/monitoring/health/system',
  within: '1s',
  interval: '60s',
  // Three failures a minute apart take three minutes to count; its API is asked no more often than that.
  notifyWithin: '5m',
  runbook: 'unavailable',
});
new HttpProbe(crazyGary, 'website', {
  url: 'https://gary.acme.example/',
  within: '3s',
  runbook: 'unavailable',
});

new Tracing(crazyGary, 'tracing', { slowerThan: '1s', baseline: 0.05 });

new Runbook(crazyGary, 'unavailable', {
  title: 'Crazy Gary does not answer',
  steps: [
    'From outside only: check DNS, the certificate and the edge before the application.',
    'From inside as well: look at the process, its machine and the last deployment.',
    'Errors without an outage: group the failed requests by endpoint and read one trace of each.',
  ],
});

new Runbook(crazyGary, 'slow', {
  title: 'Crazy Gary is slow',
  steps: [
    'Look at CPU, memory and load of the machines first: are they above their limits?',
    'Compare the hit ratio of the cache with yesterday’s.',
    'Look for the slow step in the traces of the slowest endpoint.',
  ],
});
