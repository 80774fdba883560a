import type { Tx } from '../../db/index.ts';
import { Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { findForm, type UsableForm } from '../published/find-form.ts';
import type { Campaign } from './campaign.ts';

type FormOfRegion = Pick<Campaign, 'form' | 'region'>;

/** A form by its key, such as `software-use@1`, that is published for a region or above it, withdrawn or not. */
async function findPublished(tx: Tx, { form: key, region }: FormOfRegion): Promise<UsableForm | undefined> {
  const found = await findForm(tx, key);
  return found && reaches({ region: found.region }, { code: '', region }) ? found : undefined;
}

/** The form that a campaign can be launched with, or why it cannot. */
export async function findFormToLaunch(
  tx: Tx,
  campaign: FormOfRegion,
): Promise<{ readonly form: CompiledForm } | { readonly problem: Text }> {
  const found = await findPublished(tx, campaign);
  if (!found) return { problem: NOT_PUBLISHED };
  return found.withdrawnAt === null ? { form: found.form } : { problem: WITHDRAWN };
}

const NOT_PUBLISHED = text('没有这一版次的已发布表样。', 'There is no published form of this revision.');
const WITHDRAWN = text(
  '这一版表样已停用，请改用其他表样或版次。',
  'This revision of the form is withdrawn: choose another one.',
);

/** The form that a campaign is launched with. */
export async function getFormToLaunch(tx: Tx, campaign: FormOfRegion): Promise<CompiledForm> {
  const found = await findFormToLaunch(tx, campaign);
  if ('problem' in found) throw wrongForm(found.problem);
  return found.form;
}

async function getPublished(tx: Tx, campaign: FormOfRegion): Promise<CompiledForm> {
  const found = await findPublished(tx, campaign);
  if (!found) throw wrongForm(NOT_PUBLISHED);
  return found.form;
}

function wrongForm(message: Text): Refusal {
  return new Refusal('unprocessable', 'campaign.form', message, [{ pointer: '/form', message: '' }]);
}

/** The form of a campaign as it was frozen at launch, though it was withdrawn since; before, as it is. */
export async function getFormOf(tx: Tx, campaign: Campaign): Promise<CompiledForm> {
  const form = await getPublished(tx, campaign);
  const { formDigest } = campaign;
  if (formDigest !== null && form.digest !== formDigest)
    throw new Error(`the form ${campaign.form} is not what was launched`);
  return form;
}
