import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getMatter } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { ScanLink } from '../../ui/papers/scan-link.tsx';
import { useWords } from '../../words/use-words.ts';
import { ANSWER_PROPOSAL_WORDS } from './answer-proposal-words.ts';
import type { AnswerRequest } from './answer-request.ts';

interface AnswerProps {
  readonly of: AnswerRequest;
}

/** Which rectification of which unit is answered. */
export function AnswerSentence({ of: { matter: id } }: AnswerProps): ReactNode {
  const words = useWords(ANSWER_PROPOSAL_WORDS);
  const matter = useRead(getMatter, { path: { id } }).data?.data;
  return (
    <>
      {matter && <AgencyName code={matter.owner} />} {words.about}
      <Link to="/matters/$id" params={{ id }}>
        <bdi>{matter ? `${matter.number} ${matter.title}` : id}</bdi>
      </Link>
      {matter && words.due(matter.dueOn)}
    </>
  );
}

/** What the unit says that it did, and its proofs. */
export function AnswerProposal({ of: { body } }: AnswerProps): ReactNode {
  const words = useWords(ANSWER_PROPOSAL_WORDS);
  return (
    <dl className="facts">
      <div>
        <dt>{words.text}</dt>
        <dd>
          <bdi>{body.text}</bdi>
        </dd>
      </div>
      <div>
        <dt>{words.proofs(body.files.length)}</dt>
        <dd>
          {body.files.map((file) => (
            <ScanLink key={file} file={file} />
          ))}
        </dd>
      </div>
    </dl>
  );
}
