import type { LogEntry, TraceEntry } from '../catalogue/logs.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface LogPipelineProps extends Omit<LogEntry, 'id'> {}

/** The JSON log lines of a service, on their way through Logstash into a data stream of their own. */
export class LogPipeline extends Recorded {
  constructor(service: ServiceScope, id: string, props: LogPipelineProps) {
    super(service, id);
    const { dataset = '', inputs = [], ...rest } = propsOf(props);
    this.scopeAs(service, ServiceScope, 'a service')?.record('logs', { ...rest, id, dataset, inputs });
  }
}

export interface TracingProps extends Omit<TraceEntry, 'id'> {}

/** The spans of a service: every failed and every slow trace is kept, and a share of the others. */
export class Tracing extends Recorded {
  constructor(service: ServiceScope, id: string, props: TracingProps = {}) {
    super(service, id);
    this.scopeAs(service, ServiceScope, 'a service')?.record('traces', { ...propsOf(props), id });
  }
}
