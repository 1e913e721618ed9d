/** Option of what a service can have several of. */
export interface Named {
  /**
   * Tells several of a kind apart: part of the names of its exporter, its job and its rules, and the label `component`
   * of its alerts. Default: none, which one of each kind may have.
   */
  readonly name?: string;
}

/** The name among the options of a use, when it has one. */
export const nameIn = (options: unknown): string | undefined => {
  if (typeof options !== 'object' || options === null || !('name' in options)) return undefined;
  return typeof options.name === 'string' ? options.name : undefined;
};

/** Job of something that a service uses, and stem of its workload's and rule group's names: `api-postgres-orders`. */
export const componentName = (service: string, kind: string, name: string | undefined): string =>
  [service, kind, ...(name === undefined ? [] : [name])].join('-');
