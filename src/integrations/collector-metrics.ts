import { counter, gauge } from '../promql/declare.ts';

/**
 * What every program built from the OpenTelemetry collector says of itself: the collector, and Jaeger.
 *
 * @module
 */

/** Labels that name the part of the program that counts. */
const scope = { otel_scope_name: {}, otel_scope_version: {}, otel_scope_schema_url: {} } as const;

/** Where the names come from. */
export const collectorSource =
  'open-telemetry/opentelemetry-collector 0.158, {receiver/receiverhelper,exporter/exporterhelper}/documentation.md';

export const collectorMetrics = () => ({
  accepted: counter('otelcol_receiver_accepted_spans_total', {
    labels: { receiver: {}, transport: {}, ...scope },
    help: 'Spans that were taken in.',
  }),
  refused: counter('otelcol_receiver_refused_spans_total', {
    labels: { receiver: {}, transport: {}, ...scope },
    help: 'Spans that could not be taken in; their senders may try again.',
  }),
  sent: counter('otelcol_exporter_sent_spans_total', {
    labels: { exporter: {}, ...scope },
    help: 'Spans that arrived where they were sent.',
  }),
  sendFailed: counter('otelcol_exporter_send_failed_spans_total', {
    labels: { exporter: {}, ...scope },
    help: 'Spans that could not be sent and are lost.',
  }),
  queueSize: gauge('otelcol_exporter_queue_size', {
    labels: { exporter: {}, data_type: {}, ...scope },
    help: 'Batches that wait to be sent.',
  }),
  queueCapacity: gauge('otelcol_exporter_queue_capacity', {
    labels: { exporter: {}, data_type: {}, ...scope },
    help: 'Batches that may wait.',
  }),
});

/** Share of the spans that an exporter could not send. */
export const unsentRatio = (own: string, window: string): string => {
  const failed = `sum by (instance, exporter) (rate(otelcol_exporter_send_failed_spans_total${own}[${window}]))`;
  const sent = `sum by (instance, exporter) (rate(otelcol_exporter_sent_spans_total${own}[${window}]))`;
  return `${failed} / (${failed} + ${sent} > 0)`;
};
