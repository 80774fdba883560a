import type { SoftwareCategory } from '../products/product.ts';

/** What a name of software was taken for. It enters nothing: somebody has to confirm it. */
export interface NameRead {
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  /** Whether an office may buy what is called so. */
  readonly standing: string;
  /** Never dropped: 试用 or a name of somebody's own may change what it is. */
  readonly notUnderstood: readonly string[];
}

/** The same, with the name by which the words of the policy know the product. */
export interface NameReading {
  readonly read: NameRead;
  readonly product: string;
}

/** Null where a name is of no product that the words of the policy have. */
export type NameReader = (name: string, category: SoftwareCategory | null) => NameReading | null;
