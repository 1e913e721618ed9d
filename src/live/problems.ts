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

export const notReady = defineProblem({
  code: 'VERIFY-READY',
  severity: 'error',
  why: 'A server that is not ready yet answers questions about what it has not loaded.',
});

export const targetDown = defineProblem({
  code: 'VERIFY-TARGET',
  severity: 'error',
  why: 'What cannot be scraped is not watched: its alerts are silent or tell of missing data.',
});

export const jobEmpty = defineProblem({
  code: 'VERIFY-JOB',
  severity: 'warning',
  why: 'A job whose discovery finds nothing looks like one that is well.',
});

export const rulesMissing = defineProblem({
  code: 'VERIFY-RULES',
  severity: 'error',
  why: 'Rules that were rendered and are not loaded watch nothing.',
});

export const rulesForeign = defineProblem({
  code: 'VERIFY-OTHER',
  severity: 'warning',
  why: 'Rules that are loaded and were not rendered are left from an earlier version, or are somebody else’s.',
});

export const ruleFails = defineProblem({
  code: 'VERIFY-HEALTH',
  severity: 'error',
  why: 'A rule whose evaluation fails records nothing and never fires.',
});

export const alertmanagerUnknown = defineProblem({
  code: 'VERIFY-ALERTING',
  severity: 'error',
  why: 'Alerts that are sent to no Alertmanager reach nobody.',
});

export const clusterBroken = defineProblem({
  code: 'VERIFY-CLUSTER',
  severity: 'error',
  why: 'Alertmanagers that do not know each other notify twice, or forget silences.',
});

export const dashboardMissing = defineProblem({
  code: 'VERIFY-DASHBOARD',
  severity: 'error',
  why: 'Alerts link to dashboards by uid: a link to nothing costs time when there is none.',
});

export const drillSilenced = defineProblem({
  code: 'DRILL-MUTED',
  severity: 'error',
  why: 'An alert that is silenced or inhibited reaches nobody: the drill proves nothing then.',
});

export const drillUnheard = defineProblem({
  code: 'DRILL-UNHEARD',
  severity: 'error',
  why: 'A test alert that no receiver was told of within the time means that a real one may not be heard either.',
});

export const drillFailed = defineProblem({
  code: 'DRILL-FAILED',
  severity: 'error',
  why: 'Alertmanager tried to notify and was refused: the credentials, the address or the network are wrong.',
});

export const drillNowhere = defineProblem({
  code: 'DRILL-NOWHERE',
  severity: 'error',
  why: 'A receiver without any way to notify takes an alert and tells nobody.',
});

export const drillLeft = defineProblem({
  code: 'DRILL-LEFT',
  severity: 'warning',
  why: 'A test alert that goes on looks like a real one, until its own end.',
});

export const drillUnresolved = defineProblem({
  code: 'DRILL-RESOLVE',
  severity: 'error',
  why: 'Who is never told that an alert is over goes on working on it, or learns to ignore the next one.',
});

export const drillElsewhere = defineProblem({
  code: 'DRILL-ELSEWHERE',
  severity: 'error',
  why: 'The routes that run are not the routes that were rendered: what was proved of these says nothing about those.',
});

export const drillShared = defineProblem({
  code: 'DRILL-SHARED',
  severity: 'warning',
  why: 'Alertmanager counts messages by kind: one that an earlier test alert is over counts for a later test alert.',
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
  notReady,
  targetDown,
  jobEmpty,
  rulesMissing,
  rulesForeign,
  ruleFails,
  alertmanagerUnknown,
  clusterBroken,
  dashboardMissing,
  drillSilenced,
  drillUnheard,
  drillFailed,
  drillNowhere,
  drillLeft,
  drillUnresolved,
  drillElsewhere,
  drillShared,
] as const;
