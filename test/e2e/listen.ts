import { createServer, type Server } from 'node:http';

/** Where a server of the test itself is reached. */
export interface AddressInfo {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
}

/** Starts a server on a free port of 127.0.0.1. */
export const listenOnLoopback = async (
  server: Server,
): Promise<AddressInfo & { readonly close: () => Promise<void> }> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Ports that nobody used a moment ago. All are held until all are known, so they differ. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const held = await Promise.all(Array.from({ length: count }, () => listenOnLoopback(createServer())));
  await Promise.all(held.map(({ close }) => close()));
  return held.map(({ port }) => port);
};
