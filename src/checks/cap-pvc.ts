import { binaryQuantity } from '../ir/capacity.ts';
import { defineCheck } from './check.ts';

/** A volume that is full before the retention ends. */
export const capPvc = defineCheck({
  code: 'CAP-PVC',
  severity: 'error',
  why: 'Prometheus drops its oldest data when the volume is full, or stops: promises over 30 days need 30 days.',
  run: ({ model, facts }) => {
    const { metricsVolume, constants } = model.capacity;
    const { server, series, samplesPerSecond } = facts.capacity;
    if (metricsVolume === undefined || server.disk <= metricsVolume * constants.fill) return [];
    return [
      {
        path: model.path,
        message: `${Math.ceil(series)} series, ${Math.ceil(samplesPerSecond)} samples per second and ${model.retention.metrics} of retention need ${binaryQuantity(server.disk)}, and ${constants.fill * 100} % of the volume of ${binaryQuantity(metricsVolume)} may be used.`,
        hint: `Give it \`capacity: {metricsVolume: ${Math.ceil(server.volume / 1024 ** 3)}}\`, keep metrics for less time, or store only what is read.`,
      },
    ];
  },
});
