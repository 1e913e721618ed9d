/** Registry: one runtime, exporter or component per file, one line each. */
export { alertmanager } from './alertmanager.ts';
export { blackbox } from './blackbox.ts';
export { docker } from './docker.ts';
export { fastapi } from './fastapi.ts';
export { flask } from './flask.ts';
export { node } from './node.ts';
export { postgres } from './postgres.ts';
export { prometheus } from './prometheus.ts';
