import type { Instant } from '../../kernel/index.ts';
import type { LeafRow } from '../../log/index.ts';

/** What a leaf says of those who brought it about. */
export interface DossierLeaf {
  readonly index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: Instant;
  readonly by: string | null;
  readonly hash: Buffer;
  readonly signed: LeafAuthors | null;
}

export interface LeafAuthors {
  readonly proposal: string;
  readonly maker: { readonly person: string | null };
  readonly signers: readonly { readonly person: string; readonly at: Instant }[];
}

export function dossierLeaf({ logIndex, type, subject, at, bytes, hash }: LeafRow): DossierLeaf {
  const { by, signed = null } = JSON.parse(bytes) as {
    readonly by: { readonly person: string | null } | null;
    readonly signed?: LeafAuthors;
  };
  return { index: logIndex, type, subject, at, by: by?.person ?? null, hash, signed };
}

/** What took two people, each proposal once. */
export function proposalsIn(leaves: readonly DossierLeaf[]) {
  const signed = leaves.flatMap((leaf) => (leaf.signed ? [{ index: leaf.index, ...leaf.signed }] : []));
  const first = new Map(signed.toReversed().map((one) => [one.proposal, one]));
  return [...first.values()].map(({ proposal, maker, signers, index }) => ({
    ...{ id: proposal, maker: maker.person, logIndex: index },
    signers: signers.map(({ person, at }) => ({ person, at })),
  }));
}

/** Everybody whom these leaves name. */
export function personsIn(leaves: readonly DossierLeaf[]): readonly string[] {
  const named = leaves.flatMap(({ by, signed }) => [
    by,
    signed?.maker.person ?? null,
    ...(signed?.signers ?? []).map(({ person }) => person),
  ]);
  return [...new Set(named.filter((id) => id !== null))];
}
