import { Refusal, text } from '../../kernel/index.ts';
import type { Erasure, GovernedTx } from '../../log/index.ts';
import { blankContents } from '../proposals/proposals-repository.ts';

/** What was proposed holds the same texts once more. */
export async function eraseContents(tx: GovernedTx, { proposals: ids, logIndex }: Erasure): Promise<void> {
  if (!(await blankContents(tx, { ids, logIndex }))) throw stillCarriedOut();
}

function stillCarriedOut(): Refusal {
  const message = text(
    '带来这些文本的申请仍在逐步执行，请待其完成后再抹除。',
    'The proposal that brought these texts is still being carried out. Erase them once it is done.',
  );
  return new Refusal('conflict', 'erasure.executing', message, [{ pointer: '/subject', message: '' }]);
}
