import { join } from 'node:path';
import { freePorts } from '../e2e/listen.ts';
import { startProgram } from '../e2e/servers.ts';

/** A server of its own that a test asks. */
export interface StartedServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const attempts = 3;

/**
 * Starts a program where nobody listens and waits until `health` answers. Another program may take a free port before
 * it does: then it tries the next one.
 */
export const startOnFreePort = async (
  program: string,
  folder: string,
  health: string,
  args: readonly string[],
): Promise<StartedServer> => {
  const failures: unknown[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const { ready, stop } = startProgram(program, {
      name: program,
      args: [...args, `--web.listen-address=127.0.0.1:${port}`],
      folder: join(folder, `run-${attempt}`),
      health: `${url}${health}`,
    });
    try {
      await ready;
      return { url, stop };
    } catch (failure) {
      failures.push(failure);
      await stop();
    }
  }
  throw new AggregateError(failures, `${program} did not start in ${attempts} attempts`);
};
