/** Registry: one runtime, exporter or component per file, one line each. */
export { alertmanager } from './alertmanager.ts';
export { blackbox } from './blackbox.ts';
export { docker } from './docker.ts';
export { express } from './express.ts';
export { fastapi } from './fastapi.ts';
export { flask } from './flask.ts';
export { goProcess } from './go-process.ts';
export { jvmProcess } from './jvm-process.ts';
export { mongodb } from './mongodb.ts';
export { mysql } from './mysql.ts';
export { nginx } from './nginx.ts';
export { node } from './node.ts';
export { nodeProcess } from './node-process.ts';
export { postgres } from './postgres.ts';
export { prometheus } from './prometheus.ts';
export { pythonProcess } from './python-process.ts';
export { redis } from './redis.ts';
