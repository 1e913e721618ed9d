import { defineProblem } from '../core/diagnostic.ts';

/** Everything that can go wrong when a running server is asked, in one place for the documentation. */
export const unreachable = defineProblem({
  code: 'LIVE-UNREACHABLE',
  severity: 'error',
  why: 'Nobody answers at the address, or the connection breaks: nothing is known about what runs there.',
});

export const timedOut = defineProblem({
  code: 'LIVE-TIMEOUT',
  severity: 'error',
  why: 'An answer that takes too long is no answer: a pipeline must not wait for ever.',
});

export const untrusted = defineProblem({
  code: 'LIVE-TLS',
  severity: 'error',
  why: 'A certificate that nobody vouches for may be anybody’s: credentials are not sent there.',
});

export const refusedAccess = defineProblem({
  code: 'LIVE-AUTH',
  severity: 'error',
  why: 'The server wants credentials, or others than it was given.',
});

export const redirected = defineProblem({
  code: 'LIVE-REDIRECT',
  severity: 'error',
  why: 'A redirect may lead credentials to another server, and a page for signing in is no answer: none is followed.',
});

export const httpStatus = defineProblem({
  code: 'LIVE-HTTP',
  severity: 'error',
  why: 'The server, or a proxy before it, answers with an error of HTTP.',
});

export const notUnderstood = defineProblem({
  code: 'LIVE-BODY',
  severity: 'error',
  why: 'The answer is not what this product answers: the address most likely belongs to something else.',
});

export const tooLarge = defineProblem({
  code: 'LIVE-SIZE',
  severity: 'error',
  why: 'An answer without end must not fill the memory of whoever asks.',
});

export const queryFailed = defineProblem({
  code: 'LIVE-QUERY',
  severity: 'error',
  why: 'Prometheus received the query and could not answer it.',
});

export const partial = defineProblem({
  code: 'LIVE-PARTIAL',
  severity: 'warning',
  why: 'A part of the data could not be read: what is missing may be what matters.',
});

export const remark = defineProblem({
  code: 'LIVE-NOTE',
  severity: 'info',
  why: 'Prometheus remarks something about the query; the answer is complete.',
});

export const unencrypted = defineProblem({
  code: 'LIVE-PLAIN',
  severity: 'warning',
  why: 'Credentials that travel over plain HTTP can be read on the way.',
});

export const budgetsMissing = defineProblem({
  code: 'SLO-NONE',
  severity: 'error',
  why: 'Without any recorded objective nobody knows whether a budget is spent: the rules are not loaded there, or are not evaluated.',
});

export const serviceUnknown = defineProblem({
  code: 'SLO-SERVICE',
  severity: 'error',
  why: 'A service without recorded objectives has no budget that could be asked for; most often its name is misspelt.',
});

export const budgetUnknown = defineProblem({
  code: 'SLO-UNKNOWN',
  severity: 'warning',
  why: 'An objective is recorded and its budget is not: there was no traffic yet, or nobody measures it any more.',
});

/** Every problem of this room. */
export const problems = [
  unreachable,
  timedOut,
  untrusted,
  refusedAccess,
  redirected,
  httpStatus,
  notUnderstood,
  tooLarge,
  queryFailed,
  partial,
  remark,
  unencrypted,
  budgetsMissing,
  serviceUnknown,
  budgetUnknown,
] as const;
