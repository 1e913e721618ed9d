/** What an alert asks of a person: `critical` wakes one, `warning` is for working hours, `info` is for reading. */
export type AlertSeverity = 'critical' | 'warning' | 'info';

export type AlertCategory =
  | 'availability'
  | 'latency'
  | 'errors'
  | 'saturation'
  | 'business'
  | 'security'
  | 'slo'
  | 'meta';

/** What an alert is about; inhibitions match on it. */
export type AlertScope = 'service' | 'node' | 'probe' | 'platform';
