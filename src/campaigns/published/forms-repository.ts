import type { Row, Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { PublishedForm, StoredForm } from './published-form.ts';

const HEAD = [
  'form_key',
  'form_id',
  'revision',
  'region',
  'title_zh',
  'title_en',
  'digest',
  'published_at',
  'withdrawn_at',
  'log_index',
];

export async function findStoredForm(tx: Tx, key: string): Promise<StoredForm | undefined> {
  const row: Row | undefined = await tx('forms').where({ form_key: key }).first();
  return row && { ...headIn(row), body: String(row.body) };
}

/** Every revision of a form, the first one first. */
export async function listRevisions(tx: Tx, id: string): Promise<readonly StoredForm[]> {
  const rows: Row[] = await tx('forms').where({ form_id: id }).orderBy('revision');
  return rows.map((row) => ({ ...headIn(row), body: String(row.body) }));
}

interface FormPlace {
  readonly id: string;
  readonly revision: number;
}

/** By id and revision. */
export async function listStoredForms(
  tx: Tx,
  {
    after,
    limit,
    regions,
  }: { readonly after?: FormPlace; readonly limit: number; readonly regions?: readonly string[] },
): Promise<readonly PublishedForm[]> {
  const query = tx('forms').select(HEAD).orderBy(['form_id', 'revision']).limit(limit);
  if (regions) query.whereIn('region', [...regions]);
  if (after) {
    query.where((later) =>
      later
        .where('form_id', '>', after.id)
        .orWhere((same) => same.where('form_id', after.id).where('revision', '>', after.revision)),
    );
  }
  const rows: Row[] = await query;
  return rows.map(headIn);
}

export async function insertForm(tx: GovernedTx, form: StoredForm): Promise<void> {
  await tx('forms').insert({
    form_key: form.key,
    form_id: form.id,
    revision: form.revision,
    region: form.region,
    title_zh: form.title['zh-CN'],
    title_en: form.title.en,
    digest: form.digest,
    body: form.body,
    published_at: form.publishedAt,
    log_index: form.logIndex,
  });
}

export async function updateWithdrawn(
  tx: GovernedTx,
  { key, at, logIndex }: { readonly key: string; readonly at: string; readonly logIndex: number },
): Promise<void> {
  await tx('forms').where({ form_key: key }).update({ withdrawn_at: at, withdrawn_index: logIndex });
}

function headIn(row: Row): PublishedForm {
  return {
    key: String(row.form_key),
    id: String(row.form_id),
    revision: Number(row.revision),
    region: String(row.region),
    title: { 'zh-CN': String(row.title_zh), en: String(row.title_en) },
    digest: String(row.digest),
    publishedAt: String(row.published_at),
    withdrawnAt: row.withdrawn_at === null ? null : String(row.withdrawn_at),
    logIndex: Number(row.log_index),
  };
}
