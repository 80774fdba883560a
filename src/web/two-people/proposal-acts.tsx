import { Button } from 'antd';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { refuseProposal, signProposal, withdrawProposal } from '../client/operations.generated.ts';
import { useMay, useSession } from '../client/session-context.tsx';
import { useAct } from '../client/use-gate.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { lazyPart } from '../ui/lazy-screen.ts';
import { ReasonForm } from '../ui/reason-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { AfterAct, type Done, useHasSigned } from './after-act.tsx';
import { isFiling } from './filing-request.ts';
import type { Proposal } from './proposal.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { useDigestCheck } from './signed-bytes.ts';
import { untoldOf } from './worded.ts';

/** Slips are fetched by whoever is told something. */
const ToldSecrets = lazyPart(async () => (await import('./told-secrets.tsx')).ToldSecrets);

const DIGITS_SHOWN = 8;
type Ending = 'refuse' | 'withdraw';

interface ProposalActsProps {
  readonly proposal: Proposal;
  /** Told of what a signature was refused for, and of null once another is given. */
  readonly onRefused: (refusal: Error | null) => void;
}

/** What this person can do with an open proposal. The gate decides; here is only what it would not refuse at once. */
export function ProposalActs({ proposal, onRefused }: ProposalActsProps): ReactNode {
  const says = useWords(PROPOSAL_WORDS);
  const language = useLanguage();
  const { words } = proposal.preview;
  const { person, role } = useSession();
  const may = useMay();
  const sign = useAct(signProposal);
  const { check, error } = useDigestCheck(proposal);
  const [ending, setEnding] = useState<Ending>();
  const [after, setAfter] = useState<{ readonly done: Done; readonly proposal: Proposal }>();
  const hasSigned = useHasSigned(proposal);
  useEffect(() => onRefused(sign.refusal), [sign.refusal, onRefused]);
  // Read anew it may be further on, as a file that is imported; until then it stands as the answer said.
  if (after) {
    return (
      <>
        <AfterAct done={after.done} proposal={proposal.state === 'open' ? after.proposal : proposal} />
        <Suspense>
          <ToldSecrets proposal={after.proposal} />
        </Suspense>
      </>
    );
  }
  if (proposal.state !== 'open' || proposal.request === null) return null;
  const isMine = proposal.maker.person === person.id;
  const isForRole = proposal.slots.some(({ roles, signature }) => signature === null && roles.includes(role));
  const giveSignature = async (): Promise<void> => {
    const read = words ? { language, digest: words[language].digest } : null;
    const sent = await sign.send({ path: { id: proposal.id }, body: { digest: proposal.digest, read } });
    if (sent) setAfter({ done: 'signed', proposal: sent.data });
  };
  const digest = proposal.digest.replace(/^sha256:/, '').slice(0, DIGITS_SHOWN);
  return (
    <section className="acts">
      <p data-digest={check} className={check === 'other' ? 'field-error' : 'secondary'} role="status">
        {says.digest[check === 'same' ? sameAs(proposal) : check]}
      </p>
      {error && <Refusal of={error} />}
      {isMine && <p className="secondary">{says.own}</p>}
      {hasSigned && <p className="secondary">{says.signedAlready}</p>}
      {!isMine && !hasSigned && isForRole && may(signProposal) && (
        <>
          {check === 'same' && (
            <Button type="primary" loading={sign.isBusy} onClick={() => void giveSignature()}>
              {says.sign(digest)}
            </Button>
          )}
          <Button onClick={() => setEnding('refuse')}>{says.refuse}</Button>
        </>
      )}
      {isMine && <Button onClick={() => setEnding('withdraw')}>{says.withdraw}</Button>}
      {sign.refusal && <Refusal of={sign.refusal} />}
      {ending !== undefined && (
        <EndingForm id={proposal.id} ending={ending} onEnded={(ended) => setAfter({ done: ending, proposal: ended })} />
      )}
    </section>
  );
}

/** That what is seen is what is signed is said only where all that is asked is told in words. */
function sameAs(proposal: Proposal): 'same' | 'sameFilled' | 'sameWorded' | 'sameFields' {
  if (isFiling(proposal.operation)) return 'sameFilled';
  if (untoldOf(proposal) !== undefined) return 'sameFields';
  return proposal.preview.words === null ? 'same' : 'sameWorded';
}

interface EndingProps {
  readonly id: string;
  readonly ending: Ending;
  readonly onEnded: (proposal: Proposal) => void;
}

/** Ending a proposal takes a reason, which the other one reads. */
function EndingForm({ id, ending, onEnded }: EndingProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const refuse = useAct(refuseProposal);
  const withdraw = useAct(withdrawProposal);
  const act = ending === 'refuse' ? refuse : withdraw;
  const end = async (reason: string): Promise<void> => {
    const sent = await act.send({ path: { id }, body: { reason } });
    if (sent) onEnded(sent.data);
  };
  return (
    <ReasonForm
      asks={words.reasonOf[ending]}
      help={words.reasonHelp}
      does={words[ending]}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onReason={(reason) => void end(reason)}
    />
  );
}
