import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getCampaign } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FiledSheet } from '../sheet/filed-sheet.tsx';
import { refusedNotes } from '../sheet/refused-notes.ts';
import { useForm } from '../sheet/use-form.ts';
import { Reading } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { FilingRequest } from './filing-request.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

interface FilingProposalProps {
  readonly filing: FilingRequest;
  /** Why a signature was refused, if it was. */
  readonly refusal: Error | null;
}

/** The sheet that is signed, as it will be filed: its figures, what differs and why. */
export function FilingProposal({ filing, refusal }: FilingProposalProps): ReactNode {
  const { campaign, revision } = filing;
  const asked = useRead(getCampaign, { path: { id: campaign } });
  const { read, form } = useForm(revision?.form ?? asked.data?.data.form);
  if (revision === undefined) return null;
  return (
    <Reading read={read}>
      {() =>
        form && (
          <>
            <Opens filing={filing} />
            <FiledSheet form={form} revision={revision} notes={refusedNotes(form, refusal)} />
          </>
        )
      }
    </Reading>
  );
}

/** What the signature brings about besides: where the office signs it takes the filing, and what is wrong has to be put right. */
function Opens({ filing: { isTaken, revision } }: Pick<FilingProposalProps, 'filing'>): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.filing;
  const text = useText();
  if (!isTaken || revision === undefined) return null;
  const { opened } = revision;
  return (
    <section className="notice" data-kind="warning">
      <p>{opened.length === 0 ? words.takes : words.opens(opened.length)}</p>
      <ul className="plain-list">
        {opened.map(({ id, title, dueOn, matter }) => (
          <li key={id}>
            {text(title)} <span className="secondary">{words.openedDue(dueOn)}</span>{' '}
            {matter !== null && (
              <Link to="/matters/$id" params={{ id: matter }}>
                {words.running}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
