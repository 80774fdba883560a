import { useQuery } from '@tanstack/react-query';
import { callBytes } from '../client/call.ts';
import { getProposalContent } from '../client/operations.generated.ts';
import { hexOf } from '../proof/bytes.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import type { Proposal } from './proposal.ts';

type SigningText = NonNullable<Proposal['preview']['words']>['en'];

/** Whether what is signed is what is shown. Nothing is signed before it is `same`. */
export type DigestCheck = 'unknown' | 'same' | 'other';

/** Recomputes the digest of a proposal in this browser, from the bytes that the gate says are signed. */
export function useDigestCheck(proposal: Proposal): { readonly check: DigestCheck; readonly error: Error | null } {
  const { id, digest } = proposal;
  const language = useLanguage();
  const words = proposal.preview.words?.[language];
  const { data, error } = useQuery({
    queryKey: [getProposalContent.id, id, digest, words?.digest],
    queryFn: ({ signal }) => readSigned(id, words, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: proposal.state === 'open' && proposal.request !== null,
  });
  if (data === undefined) return { check: 'unknown', error };
  return { check: isSigned(proposal, data) ? 'same' : 'other', error: null };
}

interface Signed {
  readonly digest: string;
  readonly text: string;
  /** Whether the words of the gate are those that their digest is of. */
  readonly areWordsWhole: boolean;
}

async function readSigned(id: string, words: SigningText | undefined, signal: AbortSignal): Promise<Signed> {
  const [bytes, { sha256 }] = await Promise.all([
    callBytes(getProposalContent, { path: { id } }, { signal }),
    // Loaded by who signs only. WebCrypto is absent where an office reaches the gate without TLS.
    import('../proof/crypto.ts'),
  ]);
  const digestOf = (hashed: Uint8Array): string => `sha256:${hexOf(sha256(hashed))}`;
  const ofWords = words && digestOf(new TextEncoder().encode(sortedJson(words.sections)));
  return { digest: digestOf(bytes), text: new TextDecoder().decode(bytes), areWordsWhole: ofWords === words?.digest };
}

/** The digest is of the bytes, and the bytes say what the page shows. */
function isSigned({ id, operation, digest, request }: Proposal, signed: Signed): boolean {
  if (signed.digest !== digest || request === null || !signed.areWordsWhole) return false;
  const content = JSON.parse(signed.text) as SignedContent;
  const isFile = request.file !== null;
  return (
    content.id === id &&
    content.operation === operation &&
    sortedJson(content.params) === sortedJson(request.params) &&
    sortedJson(content.query) === sortedJson(request.query) &&
    (isFile || sortedJson(content.body.value ?? null) === sortedJson(request.body ?? null))
  );
}

interface SignedContent {
  readonly id: string;
  readonly operation: string;
  readonly params: object;
  readonly query: object;
  readonly body: { readonly value: unknown };
}

/** The same text for the same value, in whatever order its members came. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
