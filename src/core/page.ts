/** A page of text and tables, free of the format it is printed in. */
export interface Page {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** The first column names its row. */
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A picture of what the table after it says; left out where there are only letters. */
  | { readonly kind: 'bars'; readonly label: string; readonly bars: readonly Bar[] };

export interface Bar {
  readonly label: string;
  /** Height from 0 to 1; null where nothing is known. */
  readonly height: number | null;
  readonly good: boolean;
}
