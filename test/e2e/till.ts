import { createServer, type Server } from 'node:http';
import { type AddressInfo, listenOnLoopback } from './listen.ts';

/** A small instrumented application that serves orders until it is broken. */
export interface Till extends AddressInfo {
  /** From now on every order fails, or is paid again. */
  readonly setBroken: (broken: boolean) => void;
  readonly close: () => Promise<void>;
}

const bounds = [0.01, 0.1, 1] as const;

/** Starts it on a free port, with a customer who orders 20 times a second. */
export const startTill = async (): Promise<Till> => {
  let broken = false;
  const orders = { paid: 0, failed: 0 };
  const durations = { sum: 0, count: 0, buckets: bounds.map(() => 0) };

  const serve = (): number => {
    const start = performance.now();
    orders[broken ? 'failed' : 'paid'] += 1;
    const seconds = (performance.now() - start) / 1000;
    durations.sum += seconds;
    durations.count += 1;
    bounds.forEach((bound, i) => {
      if (seconds <= bound) durations.buckets[i] = (durations.buckets[i] ?? 0) + 1;
    });
    return broken ? 500 : 200;
  };
  const metrics = (): string =>
    [
      '# TYPE orders_total counter',
      `orders_total{status="paid"} ${orders.paid}`,
      `orders_total{status="failed"} ${orders.failed}`,
      '# TYPE order_duration_seconds histogram',
      ...bounds.map((bound, i) => `order_duration_seconds_bucket{le="${bound}"} ${durations.buckets[i]}`),
      `order_duration_seconds_bucket{le="+Inf"} ${durations.count}`,
      `order_duration_seconds_sum ${durations.sum}`,
      `order_duration_seconds_count ${durations.count}`,
      '',
    ].join('\n');

  const server: Server = createServer((request, response) => {
    switch (request.url) {
      case '/order':
        response.writeHead(serve()).end();
        break;
      case '/health':
        response.writeHead(broken ? 503 : 200).end();
        break;
      case '/metrics':
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics());
        break;
      default:
        response.writeHead(404).end();
    }
  });
  const { port, url, close } = await listenOnLoopback(server);
  const customer = setInterval(() => {
    fetch(`${url}/order`).then(
      response => response.arrayBuffer(),
      () => undefined, // the till is closed: the run is over
    );
  }, 50);
  return {
    port,
    url,
    setBroken: value => {
      broken = value;
    },
    close: async () => {
      clearInterval(customer);
      await close();
    },
  };
};
