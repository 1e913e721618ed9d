import { isJsonObject, type JsonObject, type JsonValue, pointerStep } from '../core/json.ts';
import { normalDashboard } from './normal-dashboard.ts';

/** One thing that two dashboards say differently, at a pointer into their meaning. */
export interface DashboardDifference {
  readonly pointer: string;
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
}

/** Where two dashboards differ in what they mean; nothing when they are equal for whoever reads them. */
export const dashboardDifferences = (left: JsonObject, right: JsonObject): readonly DashboardDifference[] =>
  differences(normalDashboard(left), normalDashboard(right), '');

const differences = (
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  pointer: string,
): readonly DashboardDifference[] => {
  if (Array.isArray(left) && Array.isArray(right)) {
    const [a, b]: readonly (readonly JsonValue[])[] = [left, right];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
      differences(a?.[i], b?.[i], pointer + pointerStep(i)),
    ).flat();
  }
  if (isJsonObject(left) && isJsonObject(right))
    return [...new Set([...Object.keys(left), ...Object.keys(right)])]
      .toSorted()
      .flatMap(key => differences(left[key], right[key], pointer + pointerStep(key)));
  return left === right ? [] : [{ pointer, left, right }];
};
