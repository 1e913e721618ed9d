/** Registry: one deploy target per folder, one line each. */
export { compose } from './compose/index.ts';
export { kubernetes } from './kubernetes/index.ts';
