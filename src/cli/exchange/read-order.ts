import type { Text } from '../../kernel/index.ts';

/** Where something stands in a file: in a table its row and column, in JSON only the pointer into the order. */
export interface Place {
  readonly pointer: string;
  readonly row: number | null;
  readonly column: string | null;
}

/** What is wrong with an order before anybody asks the gate; it is not submitted. */
export interface Fault {
  readonly code: string;
  readonly text: Text;
  readonly place: Place;
}

/** One order of a file. */
export interface ReadOrder {
  /** As it is submitted. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The rows that make it; none in JSON. */
  readonly rows: readonly number[];
  readonly placeOf: (pointer: string) => Place;
  /** What a cell of words may say in Chinese; empty for any other place, and in JSON. */
  readonly wordsAt: (pointer: string) => readonly string[];
  readonly fault: Fault | null;
}
