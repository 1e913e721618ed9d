import type { JsonObject } from '../../core/json.ts';
import { images } from '../../ir/images.ts';
import type { HealthCheck, Workload } from '../../ir/workload.ts';

/** Commands that ask over HTTP, or whether a port is open, with what the image holds. */
const clients = {
  wget: {
    http: (url: string) => ['wget', '-q', '-O', '/dev/null', url],
    tcp: (port: number) => ['nc', '-z', '127.0.0.1', String(port)],
  },
  curl: {
    http: (url: string) => ['curl', '--fail', '--silent', '--output', '/dev/null', url],
    tcp: (port: number) => ['bash', '-c', `: < /dev/tcp/127.0.0.1/${port}`],
  },
} as const;

const command = (workload: Workload, check: HealthCheck): readonly string[] | undefined => {
  if (check.kind === 'command') return check.command;
  const { client } = images[workload.image];
  const port = workload.ports.find(p => p.name === check.port)?.port;
  // An image without any program besides its own cannot check itself; the table of images says which and why.
  if (typeof client !== 'string' || port === undefined) return undefined;
  return check.kind === 'http'
    ? clients[client].http(`http://127.0.0.1:${port}${check.path}`)
    : clients[client].tcp(port);
};

/** The health check of a workload: what Kubernetes calls readiness. Undefined where the image cannot run one. */
export const healthCheck = (workload: Workload): JsonObject | undefined => {
  const test = workload.readiness === undefined ? undefined : command(workload, workload.readiness);
  if (test === undefined || workload.kind === 'task') return undefined;
  return {
    test: ['CMD', ...test],
    interval: '10s',
    timeout: '5s',
    retries: 6,
    start_period: `${workload.startupSeconds ?? 30}s`,
  };
};
