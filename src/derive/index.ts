/** Registry: one derivation per file, one line each. */
export { runbooks } from './runbooks.ts';
