import { defineCheck } from './check.ts';
import { inEveryClient } from './scrape-clients.ts';

/** A secret sent in clear text. */
export const scrapeAuth = defineCheck({
  code: 'SCRAPE-AUTH',
  severity: 'error',
  why: 'A token or password over plain http can be read by everybody on the way.',
  run: inEveryClient(({ client: { auth }, where, isPlain }) => {
    if (auth === undefined) return undefined;
    if (auth.kind === 'oauth2' && /^http:/i.test(auth.tokenUrl))
      return {
        message: `What ${where} asks for a token is sent its secret without encryption.`,
        hint: 'Use https:// in `tokenUrl`.',
      };
    return isPlain
      ? {
          message: `The credentials of ${where} are sent without encryption.`,
          hint: "Use https: `scheme: 'https'`, or an https:// address.",
        }
      : undefined;
  }),
});
