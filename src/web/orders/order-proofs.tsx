import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { EVIDENCE_KIND_WORDS } from '../words/evidence.ts';
import { useWords } from '../words/use-words.ts';
import { PROOF_WORDS, type ProofWords } from './proof-words.ts';

type Submission = AnswerOf<'getOrder'>['submission'];
type Evidence = readonly Schemas['Evidence'][] | null | undefined;

interface Proof {
  readonly of: string;
  readonly says: string;
  readonly file: string | null | undefined;
}

/** Papers that prove licences and ratings, by the line or the plan item that names them. */
export function OrderProofs({ submission }: { readonly submission: Submission }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const proofs = proofsOf(submission, { ...words, kinds: useWords(EVIDENCE_KIND_WORDS) });
  if (proofs.length === 0) return null;
  return (
    <>
      <h2>{words.title}</h2>
      <ul className="plain-list">
        {proofs.map(({ of, says, file }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paper of a revision has no other name than its place.
          <li key={index}>
            {of} <bdi>{says}</bdi> <ScanLink file={file} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface Names extends ProofWords {
  readonly kinds: { readonly [kind in Schemas['EvidenceKind']]: string };
}

function proofsOf({ lines, softwarePlan }: Submission, names: Names): readonly Proof[] {
  const ofLines = lines.flatMap(({ line, computer }) => {
    const of = names.ofLine(line);
    const system = computer?.operatingSystem;
    const cpu = ratingOf(names, 'cpu', computer?.cpu?.securityRating);
    const rated = ratingOf(names, 'system', system?.securityRating);
    return [...cpu, ...rated, ...papersOf(names, system?.evidence)].map((proof) => ({ of, ...proof }));
  });
  const ofPlan = (softwarePlan ?? []).flatMap(({ item, evidence }, index) =>
    papersOf(names, evidence).map((proof) => ({ of: names.ofItem(item ?? index + 1), ...proof })),
  );
  return [...ofLines, ...ofPlan];
}

function ratingOf(
  names: Names,
  what: keyof Names['rating'],
  rating: Schemas['SecurityRating'] | null | undefined,
): readonly Omit<Proof, 'of'>[] {
  if (!rating?.file && !rating?.announcement) return [];
  const level = rating.level ? names.level(rating.level) : '';
  return [{ says: [names.rating[what], level, rating.announcement].filter(Boolean).join(' · '), file: rating.file }];
}

function papersOf({ kinds }: Names, evidence: Evidence): readonly Omit<Proof, 'of'>[] {
  return (evidence ?? []).map(({ kind, reference, file }) => ({
    ...{ says: [kind ? kinds[kind] : '', reference].filter(Boolean).join(' · '), file },
  }));
}
