import type { ReadLeaf } from '../../log/index.ts';
import type { Author } from './judge-author.ts';

/** What a leaf says of the proposal by which it was done. */
export interface SignedLeaf {
  readonly proposal: string;
  readonly digest: string;
  readonly maker: Author;
  /** Each with the moment, and the words that were read where the gate has put the act into words. */
  readonly signers: readonly (Author & { readonly at: string; readonly read?: unknown })[];
}

/** Undefined: one person did it, or nobody. */
export function signedIn({ signed }: ReadLeaf['body']): SignedLeaf | undefined {
  const isSigned = typeof signed === 'object' && signed !== null && 'proposal' in signed;
  return isSigned ? (signed as SignedLeaf) : undefined;
}
