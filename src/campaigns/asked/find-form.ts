import type { Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { shippedForms } from '../forms/shipped-forms.ts';
import type { Campaign } from './campaign.ts';

/** A published form by its key, such as `software-use@1`. Those of the package are published everywhere. */
export async function findFormByKey(_tx: Tx, key: string): Promise<CompiledForm | undefined> {
  return shippedForms().find((form) => form.key === key);
}

export async function getFormByKey(tx: Tx, key: string): Promise<CompiledForm> {
  const form = await findFormByKey(tx, key);
  if (form) return form;
  const message = text('没有这一版次的已发布表样。', 'There is no published form of this revision.');
  throw new Refusal('unprocessable', 'campaign.form', message, [{ pointer: '/form', message: '' }]);
}

/** The form of a campaign as it was frozen at launch; before, as it is. */
export async function getFormOf(tx: Tx, { form: key, formDigest }: Campaign): Promise<CompiledForm> {
  const form = await getFormByKey(tx, key);
  if (formDigest !== null && form.digest !== formDigest) throw new Error(`the form ${key} is not what was launched`);
  return form;
}
