import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
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
  const proofs = proofsOf(submission, words);
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

function proofsOf({ lines, softwarePlan }: Submission, names: ProofWords): readonly Proof[] {
  const ofLines = lines.flatMap(({ line, computer }) => {
    const of = names.ofLine(line);
    const system = computer?.operatingSystem;
    const cpu = ratingOf(names.rating.cpu, computer?.cpu?.securityRating);
    const rated = ratingOf(names.rating.system, system?.securityRating);
    return [...cpu, ...rated, ...papersOf(system?.evidence)].map((proof) => ({ of, ...proof }));
  });
  const ofPlan = (softwarePlan ?? []).flatMap(({ item, evidence }, index) =>
    papersOf(evidence).map((proof) => ({ of: names.ofItem(item ?? index + 1), ...proof })),
  );
  return [...ofLines, ...ofPlan];
}

function ratingOf(what: string, rating: Schemas['SecurityRating'] | null | undefined): readonly Omit<Proof, 'of'>[] {
  if (!rating?.file && !rating?.announcement) return [];
  return [{ says: [what, rating.level, rating.announcement].filter(Boolean).join(' · '), file: rating.file }];
}

function papersOf(evidence: Evidence): readonly Omit<Proof, 'of'>[] {
  return (evidence ?? []).map(({ reference, file }) => ({ says: reference ?? '', file }));
}
