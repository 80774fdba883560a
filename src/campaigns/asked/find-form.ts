import type { Tx } from '../../db/index.ts';
import { Refusal, reaches, text } from '../../kernel/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { findForm } from '../published/find-form.ts';
import type { Campaign } from './campaign.ts';

/** A form by its key, such as `software-use@1`, that is published for a region or above it. */
export async function findFormFor(tx: Tx, { form: key, region }: FormOfRegion): Promise<CompiledForm | undefined> {
  const found = await findForm(tx, key);
  return found && reaches({ region: found.region }, { code: '', region }) ? found.form : undefined;
}

type FormOfRegion = Pick<Campaign, 'form' | 'region'>;

export async function getFormFor(tx: Tx, campaign: FormOfRegion): Promise<CompiledForm> {
  const form = await findFormFor(tx, campaign);
  if (form) return form;
  const message = text('没有这一版次的已发布表样。', 'There is no published form of this revision.');
  throw new Refusal('unprocessable', 'campaign.form', message, [{ pointer: '/form', message: '' }]);
}

/** The form of a campaign as it was frozen at launch; before, as it is. */
export async function getFormOf(tx: Tx, campaign: Campaign): Promise<CompiledForm> {
  const form = await getFormFor(tx, campaign);
  const { formDigest } = campaign;
  if (formDigest !== null && form.digest !== formDigest)
    throw new Error(`the form ${campaign.form} is not what was launched`);
  return form;
}
