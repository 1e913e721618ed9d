import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the names of folders with a compiled command begin with; the workers of a run share its process. */
export const commandPrefix = `sightline-command-${process.pid}-`;

/** Removes what workers compiled, when all of them are done. */
export const teardown = (): void => {
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(commandPrefix)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
};
