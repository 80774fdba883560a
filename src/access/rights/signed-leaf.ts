import type { ReadLeaf } from '../../log/index.ts';
import type { Author } from './judge-author.ts';

/** What a leaf says of the proposal by which it was done. */
export interface SignedLeaf {
  readonly proposal: string;
  readonly digest: string;
  readonly maker: Author;
  readonly signers: readonly (Author & { readonly at: string })[];
}

/** Undefined: one person did it, or nobody. */
export function signedIn({ signed }: ReadLeaf['body']): SignedLeaf | undefined {
  const isSigned = typeof signed === 'object' && signed !== null && 'proposal' in signed;
  return isSigned ? (signed as SignedLeaf) : undefined;
}
