import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { formKey } from '../forms/form-document.ts';
import { findForm, isShipped, type UsableForm } from './find-form.ts';
import { updateWithdrawn } from './forms-repository.ts';
import { FORM_WITHDRAWN, formSubject } from './published-form.ts';

export interface FormToWithdraw {
  readonly id: string;
  readonly revision: number;
}

/** A revision that an office has published. */
export async function getPublishedForm(tx: Tx, { id, revision }: FormToWithdraw): Promise<UsableForm> {
  if (isShipped(id)) throw shippedForm(id);
  const form = await findForm(tx, formKey({ id, revision }));
  if (!form) throw formNotFound();
  return form;
}

/** No campaign is launched with it any more; those that were go on, and what it says stays readable. */
export async function withdrawForm(
  entry: Governed,
  { actor, reason, ...which }: FormToWithdraw & { readonly actor: Actor; readonly reason: string },
): Promise<UsableForm> {
  const form = await getPublishedForm(entry.tx, which);
  if (form.withdrawnAt !== null) throw withdrawnAlready();
  const { key, digest } = form;
  const { logIndex } = entry.append({
    type: FORM_WITHDRAWN,
    subject: formSubject(key),
    by: actor,
    body: { digest },
    sealed: { '/reason': reason },
  });
  await updateWithdrawn(entry.tx, { key, at: entry.at, logIndex });
  return { ...form, withdrawnAt: entry.at };
}

export function formNotFound(): Refusal {
  return new Refusal('not_found', 'form.not_found', text('没有这个表样。', 'There is no such form.'));
}

function shippedForm(id: string): Refusal {
  const message = text(
    `表样“${id}”随系统提供，不能停用；不再需要时，不用它发起报送任务即可。`,
    `The form "${id}" came with the program and is not withdrawn: campaigns need not use it.`,
  );
  return new Refusal('conflict', 'form.shipped', message);
}

function withdrawnAlready(): Refusal {
  return new Refusal('conflict', 'form.withdrawn', text('该版表样已停用。', 'This revision is withdrawn already.'));
}
