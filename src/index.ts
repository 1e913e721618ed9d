/**
 * What a program imports: constructs, receivers, integrations, metric declarations and the query builder.
 *
 * @module
 */

export type { Catalogue } from './catalogue/catalogue.ts';
export { panels } from './catalogue/panels.ts';
export {
  dropEndpoints,
  dropMetrics,
  dropSeries,
  dropWhere,
  forgetLabels,
  keepMetrics,
  keepWhere,
  type LabelSource,
  relabel,
  renameLabel,
  type SampleStep,
  setLabel,
  type TargetStep,
  takeLabel,
} from './catalogue/relabel.ts';
export type { Scenario, ScenarioEvent } from './catalogue/scenario.ts';
export type { AlertMatch, LabelCondition } from './constructs/alert-match.ts';
export { AlertRule, type AlertRuleProps, RecordingRule, type RecordingRuleProps } from './constructs/alert-rule.ts';
export { CompositeSlo, type CompositeSloProps } from './constructs/composite-slo.ts';
export {
  Dashboard,
  type DashboardProps,
  labelValues,
  type PanelProps,
  type QueryProps,
  type RowProps,
} from './constructs/dashboard.ts';
export { Hours, type HoursProps, MaintenanceWindow, type MaintenanceWindowProps } from './constructs/hours.ts';
export { HttpProbe, type HttpProbeProps } from './constructs/http-probe.ts';
export {
  type ImportedRoot,
  type ImportedRoute,
  ImportedRoutes,
  type ImportedRoutesProps,
} from './constructs/imported-routes.ts';
export { type ImportedRule, ImportedRules, type ImportedRulesProps } from './constructs/imported-rules.ts';
export { LogPipeline, type LogPipelineProps, Tracing, type TracingProps } from './constructs/log-pipeline.ts';
export type { Objective, ObjectiveProps } from './constructs/objective.ts';
export {
  ObservabilityStack,
  type ObservabilityStackProps,
  type StackProgram,
} from './constructs/observability-stack.ts';
export { PerformanceBudget, type PerformanceBudgetProps } from './constructs/performance-budget.ts';
export { Inhibition, type InhibitionProps, Silence, type SilenceProps } from './constructs/quiet.ts';
export { Receiver, type ReceiverProps } from './constructs/receiver.ts';
export type { SourceLocation, SuppressOptions } from './constructs/recorded.ts';
export { Route, type RouteProps } from './constructs/route.ts';
export { Runbook, type RunbookProps } from './constructs/runbook.ts';
export { type ScenarioProgram, scenario } from './constructs/scenario.ts';
export { ScrapeJob, type ScrapeJobProps } from './constructs/scrape-job.ts';
export { Service, type ServiceMetrics, type ServiceProps, type ServiceScope } from './constructs/service.ts';
export type { CounterQuery, Sli } from './constructs/sli-props.ts';
export {
  AvailabilitySlo,
  type AvailabilitySloProps,
  LatencySlo,
  type LatencySloProps,
  Slo,
  type SloProps,
} from './constructs/slo.ts';
export { Team, type TeamProps } from './constructs/team.ts';
export type { Diagnostic, Severity } from './core/diagnostic.ts';
export type { Duration } from './core/duration.ts';
export {
  alertmanager,
  blackbox,
  celery,
  docker,
  elasticsearch,
  express,
  fastapi,
  flask,
  goProcess,
  grafana,
  jaeger,
  jvmProcess,
  k6,
  kafka,
  kubelet,
  kubernetesControlPlane,
  kubeStateMetrics,
  logstash,
  mongodb,
  mysql,
  nginx,
  node,
  nodeProcess,
  otelCollector,
  postgres,
  processExporter,
  prometheus,
  pushgateway,
  pythonProcess,
  queue,
  rabbitmq,
  redis,
  spanMetrics,
  thanos,
  webVitals,
} from './integrations/index.ts';
export {
  consulTargets,
  dnsTargets,
  ec2Targets,
  fileTargets,
  httpTargets,
  kubernetesTargets,
  staticTargets,
  swarmTargets,
  type TargetDiscovery,
} from './ir/discovery.ts';
export type { HttpAuth, TlsFiles } from './ir/http-client.ts';
export { type SecretRef, secret } from './ir/secret.ts';
export { type Handle, metricHandle, number, pi, time } from './promql/build.ts';
export { counter, gauge, histogram, info, nativeHistogram, summary } from './promql/declare.ts';
export { promql } from './promql/template.ts';
export type { Scalar, Vector } from './promql/vector.ts';
export {
  console,
  deadman,
  discord,
  email,
  incidentio,
  jira,
  mattermost,
  msteams,
  opsgenie,
  pagerduty,
  pushover,
  rocketchat,
  slack,
  sns,
  telegram,
  victorops,
  webex,
  webhook,
  wechat,
} from './receivers/index.ts';
