/** How a part of a program must look, for programs that no compiler has checked. */
export type Shape =
  | {
      readonly kind: 'text';
      readonly pattern?: RegExp;
      readonly expected?: string;
      /** A wrong value is not shown: it may be a secret where its name belongs. */
      readonly isHidden?: boolean;
    }
  | {
      readonly kind: 'number';
      readonly minimum?: number;
      readonly maximum?: number;
      /** Without a fraction. */
      readonly whole?: boolean;
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'scalar' }
  | { readonly kind: 'one'; readonly of: readonly (string | number)[] }
  | {
      readonly kind: 'list';
      readonly of: Shape /** Items are constructs with an `id`. */;
      readonly constructs?: boolean;
    }
  | { readonly kind: 'record'; readonly of: Shape }
  | ObjectShape
  /** An object whose other properties depend on its `kind`. */
  | { readonly kind: 'kinds'; readonly of: Readonly<Record<string, ObjectShape>> }
  /** An object that is one thing when it has a property, and another when it has not. */
  | {
      readonly kind: 'either';
      readonly property: string;
      readonly having: ObjectShape;
      readonly lacking: ObjectShape;
    }
  | { readonly kind: 'anything' };

export type Shapes = Readonly<Record<string, Shape>>;

export interface ObjectShape {
  readonly kind: 'object';
  readonly required: Shapes;
  readonly optional: Shapes;
}

/** Text that is not empty. */
export const textShape: Shape = { kind: 'text' };

export const durationShape: Shape = {
  kind: 'text',
  pattern: /^(\d+(ms|[smhdwy]))+$|^0$/,
  expected: 'a duration such as 30s, 5m or 1h30m',
};

/** A share written exactly: `99.9%` or `0.999`. */
export const shareShape: Shape = {
  kind: 'text',
  pattern: /^\d+(\.\d+)?%?$/,
  expected: "a share such as '99.9%' or '0.999'",
};

export const objectShape = (required: Shapes, optional: Shapes = {}): ObjectShape => ({
  kind: 'object',
  required,
  optional,
});
