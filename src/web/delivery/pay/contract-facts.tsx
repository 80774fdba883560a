import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { PAY_WORDS } from './pay-words.ts';

interface ContractFactsProps {
  readonly order: Pick<AnswerOf<'getOrder'>, 'contract'>;
  readonly supplier: AnswerOf<'getOrder'>['submission']['supplier'];
}

/** By which contract is paid, and whom: as far as the gate knows the payee. */
export function ContractFacts({ order: { contract }, supplier }: ContractFactsProps): ReactNode {
  const words = useWords(PAY_WORDS).contract;
  if (contract === null) return null;
  return (
    <section aria-label={words.title}>
      <FactList
        facts={[
          [words.number, <bdi key="number">{contract.number}</bdi>],
          [words.signedOn, contract.signedOn],
          [words.amount, writeMoney(contract.amount)],
          [words.supplier, supplier?.name],
          [words.creditCode, supplier?.creditCode && <span className="code">{supplier.creditCode}</span>],
          [words.account, words.accountUnknown],
        ]}
      />
    </section>
  );
}
