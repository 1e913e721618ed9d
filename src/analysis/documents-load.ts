import { seconds } from '../core/duration.ts';
import { volumeFor } from '../ir/capacity.ts';
import type { Model, ServiceModel } from '../model/model.ts';

/** What one service sends to Elasticsearch in a day. */
export interface DocumentLoad {
  readonly service: string;
  readonly team: string;
  /** Bytes of logs, and of the spans that are kept. */
  readonly logsPerDay: number;
  readonly spansPerDay: number;
}

/** What Elasticsearch holds at the end of every retention. */
export interface DocumentNeed {
  readonly services: readonly DocumentLoad[];
  readonly disk: number;
  readonly volume: number;
}

const day = 86_400;

const days = (retention: string): number => seconds(retention) / day;

const loadOf = (service: ServiceModel, model: Model): DocumentLoad => {
  const { requestsPerSecond, eventsPerRequest, spansPerRequest } = service.exposure;
  const { bytesPerLogEvent, bytesPerSpan } = model.capacity.constants;
  // Failed and slow traces are kept beside the baseline; they are assumed to be no more than it.
  const kept = Math.max(0, ...service.traces.map(({ baseline }) => Math.min(1, 2 * baseline)));
  return {
    service: service.id,
    team: service.owner,
    logsPerDay: service.logs.length === 0 ? 0 : requestsPerSecond * eventsPerRequest * bytesPerLogEvent * day,
    spansPerDay: requestsPerSecond * spansPerRequest * kept * bytesPerSpan * day,
  };
};

/** Logs and spans of all services, on one node without copies. */
export const documentNeed = (model: Model): DocumentNeed => {
  const { constants } = model.capacity;
  const services = model.services
    .map(service => loadOf(service, model))
    .filter(({ logsPerDay, spansPerDay }) => logsPerDay + spansPerDay > 0);
  const disk =
    constants.indexFactor *
    services.reduce(
      (sum, { logsPerDay, spansPerDay }) =>
        sum + logsPerDay * days(model.retention.logsDelete) + spansPerDay * days(model.retention.traces),
      0,
    );
  return { services, disk, volume: volumeFor(disk, constants) };
};
