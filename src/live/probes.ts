import { compareText } from '../core/diagnostic.ts';
import type { ProbeStatus } from '../ir/status.ts';
import type { Prometheus } from './prometheus.ts';
import { type LabelSet, type Sample, seriesKey } from './samples.ts';
import { oneOf } from './selector.ts';
import type { Answer } from './server.ts';
import type { Owned } from './services.ts';

/** Metrics of blackbox_exporter that say how a probe went. */
const metrics = {
  success: 'probe_success',
  duration: 'probe_duration_seconds',
  status: 'probe_http_status_code',
  regex: 'probe_failed_due_to_regex',
  json: 'probe_failed_due_to_cel',
} as const;

/** What every probe of the named services, or of all, last saw. */
export const askProbes = async (
  prometheus: Prometheus,
  services: readonly string[],
): Promise<Answer<readonly (Owned & ProbeStatus)[]>> => {
  const answer = await prometheus.query(
    `{__name__=~"${Object.values(metrics).join('|')}",probe!=""${oneOf('service', services)}}`,
  );
  return 'failure' in answer ? answer : { value: probesOf(answer.value), notes: answer.notes };
};

/** The probes in a vector of their series, by service and name. */
export const probesOf = (samples: readonly Sample[]): readonly (Owned & ProbeStatus)[] => {
  const byKey = new Map<string, { readonly labels: LabelSet; readonly values: Map<string, number> }>();
  for (const { labels, value } of samples) {
    const key = seriesKey(labels);
    const entry = byKey.get(key) ?? { labels, values: new Map<string, number>() };
    entry.values.set(labels['__name__'] ?? '', value);
    byKey.set(key, entry);
  }
  return [...byKey.values()]
    .filter(({ values }) => values.has(metrics.success))
    .map(({ labels, values }) => probeOf(labels, values))
    .toSorted(
      (a, b) =>
        compareText(a.service, b.service) || compareText(a.probe, b.probe) || compareText(a.instance, b.instance),
    );
};

const probeOf = (
  { service = '', team = '', probe = '', instance = '' }: LabelSet,
  values: ReadonlyMap<string, number>,
): Owned & ProbeStatus => {
  const isUp = values.get(metrics.success) === 1;
  const duration = values.get(metrics.duration);
  return {
    service,
    team,
    probe,
    instance,
    status: isUp ? 'up' : 'down',
    response_time_ms: duration === undefined || !Number.isFinite(duration) ? null : Math.round(duration * 1_000),
    message: messageOf(isUp, values),
  };
};

const messageOf = (isUp: boolean, values: ReadonlyMap<string, number>): string => {
  const status = values.get(metrics.status);
  // blackbox_exporter says 0 where no answer came.
  const answered = status === undefined || status === 0 ? undefined : `answers with the HTTP status ${status}`;
  if (isUp) return answered ?? 'answers';
  if (values.get(metrics.regex) === 1 || values.get(metrics.json) === 1)
    return `${answered ?? 'answers'}, and not with the expected content`;
  return answered ?? 'does not answer';
};
