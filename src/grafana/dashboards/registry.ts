import type { BuiltInDashboard } from './built-in.ts';
import * as list from './index.ts';

/** Every built-in dashboard by its name in the registry. */
export const builtInDashboards: ReadonlyMap<string, BuiltInDashboard> = new Map(Object.entries(list));
