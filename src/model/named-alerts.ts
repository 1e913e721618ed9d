import type { AlertSeverity } from '../ir/alert.ts';
import type { IntegrationAlertModel, Model, UseModel } from './model.ts';
import { partService } from './platform-uses.ts';

/** An alert that the model knows before any rule is written, as far as a dashboard needs it. */
export interface NamedAlert {
  readonly name: string;
  readonly service: string;
  /** Whether it belongs to a service that somebody declared, not to machines or parts of the stack. */
  readonly isOwned: boolean;
  readonly severity: AlertSeverity;
  readonly expr: string;
  readonly summary: string;
  readonly action: string;
}

const ofIntegrations = (
  uses: readonly UseModel[],
  isOwned: boolean,
  serviceOf: (use: UseModel) => string,
): readonly NamedAlert[] => uses.flatMap(use => use.alerts.map(alert => ofIntegration(alert, serviceOf(use), isOwned)));

const ofIntegration = (alert: IntegrationAlertModel, service: string, isOwned: boolean): NamedAlert => ({
  name: alert.name,
  service,
  isOwned,
  severity: alert.severity,
  expr: alert.expr,
  summary: alert.summary,
  action: alert.action,
});

/** Alerts that authors wrote and that integrations bring along; those of objectives and probes follow from them. */
export const namedAlerts = (model: Pick<Model, 'services' | 'uses' | 'parts'>): readonly NamedAlert[] => [
  ...model.services.flatMap(service => [
    ...service.alerts.map(({ id, severity, expr, summary, action }) => ({
      name: id,
      service: service.id,
      isOwned: true,
      severity,
      expr,
      summary,
      action,
    })),
    ...ofIntegrations(service.uses, true, () => service.id),
  ]),
  ...ofIntegrations([...model.uses, ...model.parts], false, use => partService(use.kind)),
];

/**
 * The alert of that name that a dashboard means: on a service's its own, or one of machines or of the stack, never
 * another service's; on any other dashboard the first.
 */
export const findAlert = (
  alerts: readonly NamedAlert[],
  name: string,
  service: string | undefined,
): NamedAlert | undefined =>
  alerts.find(alert => alert.name === name && alert.service === service) ??
  alerts.find(alert => alert.name === name && (service === undefined || !alert.isOwned));
