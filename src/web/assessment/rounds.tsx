import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { ASSESSMENT_WORDS } from './assessment-words.ts';

type Round = Schemas['AssessmentRound'];

interface RoundsProps {
  readonly rounds: readonly Round[];
  readonly titleOf: (cell: string) => string;
}

/** Every score with its reasons, and what the unit said to it, the newest first. */
export function Rounds({ rounds, titleOf }: RoundsProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).rounds;
  return (
    <section>
      <h3>{words.title}</h3>
      {rounds.length === 0 && <p className="secondary">{words.none}</p>}
      <ol className="assessment-rounds" reversed>
        {[...rounds].reverse().map((round) => (
          <li key={round.round} value={round.round}>
            <p>
              {words.scored(
                round.round,
                round.score ?? '—',
                round.scoredBy?.name ?? words.erased,
                writeInstant(round.scoredAt),
              )}
            </p>
            <Said {...{ ...round, cells: round.reasons, titleOf }} />
            {round.answer && <Answered answer={round.answer} titleOf={titleOf} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Answered({
  answer,
  titleOf,
}: {
  readonly answer: Schemas['AssessmentAnswer'];
  readonly titleOf: RoundsProps['titleOf'];
}): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).rounds;
  return (
    <>
      <p>{words[answer.answer](answer.by?.name ?? words.erased, writeInstant(answer.at))}</p>
      <Said {...{ ...answer, titleOf }} />
    </>
  );
}

interface SaidProps {
  readonly text: string | null;
  readonly cells: Schemas['Texts'] | null;
  readonly files: readonly string[];
  readonly titleOf: RoundsProps['titleOf'];
}

function Said({ text, cells, files, titleOf }: SaidProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).rounds;
  return (
    <>
      {text !== null && (
        <p>
          <bdi>{text}</bdi>
        </p>
      )}
      {Object.entries(cells ?? {}).map(([cell, why]) => (
        <p key={cell}>
          <bdi>{words.cell(titleOf(cell), why ?? words.erased)}</bdi>
        </p>
      ))}
      {files.map((file) => (
        <ScanLink key={file} file={file} />
      ))}
    </>
  );
}
