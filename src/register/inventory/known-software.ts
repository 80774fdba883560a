import type { SoftwareCategory } from '../products/product.ts';

/** A product of the register, as a computer has it. */
export interface KnownSoftware {
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
}

/** Product, edition and version of a piece of software in one line, as ledgers print it. */
export function wholeName({ product, edition, version }: Omit<KnownSoftware, 'category'>): string {
  return [product, edition, version].filter((part) => part !== null).join(' ');
}
