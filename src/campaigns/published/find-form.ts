import type { Tx } from '../../db/index.ts';
import { parseStrictJson, regionsUpwards } from '../../kernel/index.ts';
import { compileForm } from '../forms/compile-form.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { FormDocument } from '../forms/form-document.ts';
import { SHIPPED_REGION, shippedForms } from '../forms/shipped-forms.ts';
import { findStoredForm, listRevisions, listStoredForms } from './forms-repository.ts';
import type { PublishedForm, StoredForm } from './published-form.ts';

/** A form, ready to be asked, and what is known of its publication. */
export interface UsableForm extends PublishedForm {
  readonly form: CompiledForm;
}

/** A form by its key, `software-use@1`: of the package, or published. */
export async function findForm(tx: Tx, key: string): Promise<UsableForm | undefined> {
  const shipped = shippedForms().find((form) => form.key === key);
  if (shipped) return shippedForm(shipped);
  const stored = await findStoredForm(tx, key);
  return stored && usableForm(stored);
}

/** The last revision of a form, or the one that is named. */
export async function findRevision(tx: Tx, id: string, revision?: number): Promise<UsableForm | undefined> {
  const shipped = shippedForms().filter(({ form }) => form.id === id);
  if (shipped.length > 0) {
    const of = shipped.filter(({ form }) => revision === undefined || form.revision === revision);
    const last = of.toSorted((a, b) => a.form.revision - b.form.revision).at(-1);
    return last && shippedForm(last);
  }
  if (revision !== undefined) return findForm(tx, `${id}@${revision}`);
  const stored = (await listRevisions(tx, id)).at(-1);
  return stored && usableForm(stored);
}

/** The documents of every revision that is there, the first one first. */
export async function findEarlierRevisions(tx: Tx, id: string): Promise<readonly FormDocument[]> {
  const shipped = shippedForms().filter(({ form }) => form.id === id);
  if (shipped.length > 0) return shipped.map(({ form }) => form);
  return (await listRevisions(tx, id)).map((stored) => usableForm(stored).form.form);
}

/** A page of forms by id and revision, one more than the limit if there are more. */
export async function listForms(
  tx: Tx,
  { region, after, limit }: { readonly region?: string; readonly after?: Place; readonly limit: number },
): Promise<readonly PublishedForm[]> {
  const regions = region === undefined ? undefined : regionsUpwards(region);
  const stored = await listStoredForms(tx, {
    limit: limit + 1,
    ...(after && { after }),
    ...(regions && { regions }),
  });
  const shipped = shippedForms().map(shippedForm);
  return [...shipped, ...stored]
    .filter((form) => after === undefined || isAfter(form, after))
    .toSorted((a, b) => (isAfter(a, b) ? 1 : -1))
    .slice(0, limit + 1);
}

interface Place {
  readonly id: string;
  readonly revision: number;
}

function isAfter(form: Place, other: Place): boolean {
  return form.id > other.id || (form.id === other.id && form.revision > other.revision);
}

export function isShipped(id: string): boolean {
  return shippedForms().some(({ form }) => form.id === id);
}

function shippedForm(form: CompiledForm): UsableForm {
  const { id, revision, title } = form.form;
  const { key, digest } = form;
  return {
    key,
    id,
    revision,
    region: SHIPPED_REGION,
    title,
    digest,
    publishedAt: null,
    withdrawnAt: null,
    logIndex: null,
    form,
  };
}

/** By digest, since a form never changes; a gate has few of them. */
const compiled = new Map<string, CompiledForm>();
const COMPILED_MAX = 200;

function usableForm({ body, ...published }: StoredForm): UsableForm {
  const known = compiled.get(published.digest);
  if (known) return { ...published, form: known };
  const result = compileForm(parseStrictJson(body));
  if ('offences' in result) throw new Error(`the published form ${published.key} is not one`);
  if (compiled.size >= COMPILED_MAX) compiled.clear();
  compiled.set(published.digest, result.form);
  return { ...published, form: result.form };
}
