import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { QueryEntry } from '../catalogue/dashboard.ts';
import { refId } from './ref-id.ts';

export const jaegerRef: DataSourceRef = { type: 'jaeger', uid: '${traces}' };

/** Traces that one list shows. */
const defaultLimit = 20;

/** A search in Jaeger; the SDK knows no such data source. The keys are those of `grafana-jaeger-datasource`. */
export const jaegerTarget = ({ expr, traces }: QueryEntry, index: number): Builder<Dataquery> => {
  const target = {
    refId: refId(index),
    datasource: jaegerRef,
    queryType: 'search',
    service: expr,
    limit: traces?.limit ?? defaultLimit,
    ...(traces?.tags === undefined ? {} : { tags: traces.tags }),
    ...(traces?.minDuration === undefined ? {} : { minDuration: traces.minDuration }),
    _implementsDataqueryVariant: () => undefined,
  };
  return { build: () => target };
};
