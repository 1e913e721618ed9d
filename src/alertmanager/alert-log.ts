import { mounts, ports, workloads } from '../ir/conventions.ts';
import type { Workload } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';

const { port } = ports.alertLog;
/** The server answers itself, behind the one that prints: a body is only there for the log when it is passed on. */
const answers = '127.0.0.1:8081';

/** nginx that prints the body of every request and answers 204. Nothing is kept. */
export const alertLogConfig = `worker_processes 1;
error_log stderr warn;
pid /tmp/nginx.pid;
events { worker_connections 64; }
http {
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  # Ten alerts with long texts fit; a body that does not fit into the buffer would be missing in the log.
  client_max_body_size 1m;
  client_body_buffer_size 1m;
  log_format alerts escape=none '$request_body';
  server {
    listen ${port};
    access_log off;
    location = /alerts {
      access_log /dev/stdout alerts;
      proxy_pass http://${answers};
    }
    location = /healthy { return 204; }
    location / { return 404; }
  }
  server {
    listen ${answers};
    access_log off;
    return 204;
  }
}
`;

/** The small server behind the receiver `console`: `docker logs` or `kubectl logs` shows the alerts. */
export const alertLogWorkload = ({ path }: Model): Workload => ({
  id: workloads.alertLog,
  kind: 'stateless',
  image: 'nginx',
  replicas: 1,
  command: ['nginx'],
  args: ['-c', mounts.alertLogConfig, '-g', 'daemon off;'],
  env: {},
  ports: [{ ...ports.alertLog, protocol: 'TCP', audience: 'inside' }],
  storage: [],
  secrets: [],
  readiness: { kind: 'http', path: '/healthy', port: ports.alertLog.name },
  liveness: { kind: 'tcp', port: ports.alertLog.name },
  cpu: '10m',
  memory: '16Mi',
  memoryLimit: '32Mi',
  path,
});
