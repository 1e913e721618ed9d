/** A receiver or integration by kind, with the options its registry entry validates. */
export interface KindUse {
  readonly kind: string;
  readonly options: unknown;
}
