import type { AlertEntry, RecordEntry } from '../catalogue/alert.ts';
import { promqlOf, propsOf, type Query, queryMistakes } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface AlertRuleProps extends Omit<AlertEntry, 'id' | 'expr'> {
  /** A query of the builder, or PromQL text; it fires for every series that it returns. */
  readonly expr: Query | string;
}

/** An alert of a service: it fires while its query returns something. */
export class AlertRule extends Recorded {
  /** @param id The alert's name, in PascalCase by custom. */
  constructor(service: ServiceScope, id: string, props: AlertRuleProps) {
    super(service, id);
    const { expr = '', severity = 'critical', summary = '', action = '', runbook = '', ...rest } = propsOf(props);
    this.note(queryMistakes(expr, this.node.path));
    this.scopeAs(service, ServiceScope, 'a service')?.record('alerts', {
      ...rest,
      id,
      expr: promqlOf(expr),
      severity,
      summary,
      action,
      runbook,
    });
  }
}

export interface RecordingRuleProps extends Omit<RecordEntry, 'id' | 'expr' | 'record'> {
  /** A query of the builder, or PromQL text. */
  readonly expr: Query | string;
  /** Series name. Default: the id. */
  readonly record?: string;
}

/** A query that is evaluated once and stored as a series: dashboards and alerts share the work. */
export class RecordingRule extends Recorded {
  /** @param id The series name, `level:metric:operations` by custom, unless `record` says another. */
  constructor(service: ServiceScope, id: string, props: RecordingRuleProps) {
    super(service, id);
    const { expr = '', record = id, ...rest } = propsOf(props);
    this.note(queryMistakes(expr, this.node.path));
    this.scopeAs(service, ServiceScope, 'a service')?.record('records', { ...rest, id, record, expr: promqlOf(expr) });
  }
}
