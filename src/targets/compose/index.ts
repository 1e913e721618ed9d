import { readOptions } from '../read-options.ts';
import { defineTarget } from '../target.ts';

/** Options of the `compose` target. */
export interface ComposeOptions {
  /** Name of the Compose project: prefix of containers, networks and volumes. Default: the name of the stack. */
  readonly project?: string;
  /**
   * An existing network that the watched services are attached to, under their names. Default: the project creates
   * `<stack>-observability`, and the services join it.
   */
  readonly applicationNetwork?: string;
  /** Folder with one file per secret, relative to compose.yaml. Default `./secrets`. */
  readonly secretsDirectory: string;
  /** Address on which ports for people and for intake are published. Default `127.0.0.1`: this machine only. */
  readonly bindAddress: string;
  /** Host under which people open the stack. Default `localhost`. */
  readonly host: string;
}

/** One machine with Docker Compose. */
export const compose = defineTarget({
  kind: 'compose',
  options: (input, path) =>
    readOptions<ComposeOptions>(
      'compose',
      {
        project: { kind: 'text' },
        applicationNetwork: { kind: 'text' },
        secretsDirectory: { kind: 'text' },
        bindAddress: { kind: 'text' },
        host: { kind: 'text' },
      },
      input,
      path,
      given => ({
        ...given,
        secretsDirectory: given.secretsDirectory ?? './secrets',
        bindAddress: given.bindAddress ?? '127.0.0.1',
        host: given.host ?? 'localhost',
      }),
    ),
  example: { project: 'monitoring', applicationNetwork: 'shop_default' },
  load: async () => (await import('./implementation.ts')).implementation,
});
