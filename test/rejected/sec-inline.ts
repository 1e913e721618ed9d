import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** The address of a webhook, which is a password, in the program. */
export const secInline: Rejection = {
  code: 'SEC-INLINE',
  catalogue: withTeam({ contact: 'https://ops:hunter2@wiki.example.com' }),
  at: ['acme/platform'],
  hint: "Put the value into a secret store and write secret('name'). Renew the credential: it has been in a file.",
};
