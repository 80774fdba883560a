import type { ReactNode } from 'react';
import { getBudgetLine, transferBudget } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { capitalsOf } from '../../orders/index.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { fenOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import type { TypedChange } from './change-body.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { LineChanges } from './line-changes.tsx';

interface ChangeProposalProps {
  readonly asked: TypedChange;
  /** The line that gives, and the one that gets it; one of them alone where a document says how much. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of what is signed or ended, the lines stand otherwise by now. */
  readonly isOpen: boolean;
}

/** A change of money for whoever signs it, beside the sentence that says why: how much, by which document, and what becomes of the lines. */
export function ChangeProposal({ asked, from, to, isOpen }: ChangeProposalProps): ReactNode {
  const words = useWords(CHANGE_WORDS);
  // Whoever may make such a change reaches the lines of one that is to be signed.
  const isShown = useMay()(transferBudget) && isOpen;
  const gives = useRead(getBudgetLine, { path: { code: from ?? '' } }, { isWanted: isShown && from !== undefined });
  const gets = useRead(getBudgetLine, { path: { code: to ?? '' } }, { isWanted: isShown && to !== undefined });
  const fen = fenOf(asked.amount);
  const given = isShown && gives.data ? [{ line: gives.data.data, by: -fen }] : [];
  const got = isShown && gets.data ? [{ line: gets.data.data, by: fen }] : [];
  const amount = (
    <>
      {writeMoney(asked.amount)} {words.proposed.yuan} <span lang="zh-CN">{capitalsOf(fen)}</span>
    </>
  );
  return (
    <section className="change-proposal">
      <FactList
        facts={[
          [words.proposed.amount, amount],
          [words.documentNumber, asked.documentNumber],
        ]}
      />
      {given.length + got.length > 0 && (
        <>
          <p>{words.proposed.now}</p>
          <LineChanges of={[...given, ...got]} />
        </>
      )}
    </section>
  );
}
