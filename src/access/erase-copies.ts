import { Refusal, text } from '../kernel/index.ts';
import type { Erasure, GovernedTx } from '../log/index.ts';
import { eraseRemembered } from './access-repository.ts';
import { eraseContents } from './proposals-repository.ts';

/** What was proposed and what was answered hold the same texts once more. */
export async function eraseCopies(tx: GovernedTx, { subject, proposals, logIndex }: Erasure): Promise<void> {
  if (!(await eraseContents(tx, { ids: proposals, logIndex }))) throw stillCarriedOut();
  await eraseRemembered(tx, subject.slice(subject.indexOf('/') + 1));
}

function stillCarriedOut(): Refusal {
  const message = text(
    '带来这些文本的申请仍在逐步执行，请待其完成后再抹除。',
    'The proposal that brought these texts is still being carried out. Erase them once it is done.',
  );
  return new Refusal('conflict', 'erasure.executing', message, [{ pointer: '/subject', message: '' }]);
}
