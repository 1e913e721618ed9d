import { defineCheck } from './check.ts';
import { inEveryClient } from './scrape-clients.ts';

/** TLS settings that are refused, or that nothing uses. */
export const scrapeTls = defineCheck({
  code: 'SCRAPE-TLS',
  severity: 'error',
  why: 'Prometheus refuses a certificate without its key, and TLS settings of an http address have no effect.',
  run: inEveryClient(({ client: { auth, tls }, where, isPlain }) => {
    if (tls === undefined) return undefined;
    if ((tls.certificate === undefined) !== (tls.key === undefined))
      return {
        message: `The TLS settings of ${where} have a ${tls.key === undefined ? 'certificate without a key' : 'key without a certificate'}.`,
        hint: 'Give both `certificate` and `key`, or neither.',
      };
    return isPlain && auth === undefined
      ? {
          message: `The TLS settings of ${where} have no effect: its address is http.`,
          hint: 'Use https, or leave `tls` out.',
        }
      : undefined;
  }),
});
