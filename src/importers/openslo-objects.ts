import type { Fields } from './fields.ts';

/** Kinds of objects that others refer to by name. */
export type OpensloKind = 'SLI' | 'DataSource' | 'AlertPolicy' | 'AlertCondition' | 'AlertNotificationTarget';

/** An object of OpenSLO with its name. */
export interface OpensloObject {
  readonly kind: string;
  readonly name: string;
  readonly resource: Fields;
}

/** The objects of all files, by kind and name. */
export class OpensloObjects {
  readonly #objects: readonly OpensloObject[];
  readonly #used = new Set<OpensloObject>();

  constructor(objects: readonly OpensloObject[]) {
    this.#objects = objects;
  }

  /** The object that a reference names; from then on it counts as used. */
  find(kind: OpensloKind, name: string): Fields | undefined {
    const found = this.#objects.find(object => object.kind === kind && object.name === name);
    if (found !== undefined) this.#used.add(found);
    return found?.resource;
  }

  ofKind(kind: string): readonly OpensloObject[] {
    return this.#objects.filter(object => object.kind === kind);
  }

  /** Notes what means nothing here, and what nobody refers to. */
  leaveOutUnused(): void {
    for (const object of this.#objects) {
      const reason = reasons.get(object.kind) ?? (this.#used.has(object) ? undefined : unused.get(object.kind));
      if (reason !== undefined)
        object.resource.note('metadata', `The ${object.kind} \`${object.name}\` is not carried over: ${reason}.`);
    }
  }
}

const unused: ReadonlyMap<string, string> = new Map(
  ['SLI', 'AlertPolicy', 'AlertCondition'].map(kind => [kind, 'no objective refers to it']),
);

const reasons: ReadonlyMap<string, string> = new Map([
  ['DataSource', 'the Prometheus of the stack is asked, whose address and credentials the stack knows'],
  ['AlertNotificationTarget', 'who is told is said by the channels of the team'],
  ['BudgetAdjustment', 'a budget is spent by what was measured and by nothing else'],
]);
