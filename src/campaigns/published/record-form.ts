import type { Tx } from '../../db/index.ts';
import { type Actor, canonicalJson, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { Offence } from '../../rules/index.ts';
import { compileForm } from '../forms/compile-form.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { revisionOffences } from '../forms/form-revision.ts';
import { formRefusal } from '../forms/form-words.ts';
import { shippedFigures } from '../forms/shipped-figures.ts';
import { findEarlierRevisions, findRevision, isShipped, type UsableForm } from './find-form.ts';
import { insertForm } from './forms-repository.ts';
import { FORM_PUBLISHED, formSubject } from './published-form.ts';

/** The form, or the refusal that names every place that is wrong. */
export function requireForm(document: unknown): CompiledForm {
  const result = compileForm(document, { figures: shippedFigures() });
  if ('offences' in result) throw formRefusal(prefixed(result.offences));
  return result.form;
}

/** In the body that was sent, the document stands under `form`. */
function prefixed(offences: readonly Offence[]): readonly Offence[] {
  return offences.map((offence) => ({ ...offence, pointer: `/form${offence.pointer}` }));
}

export interface FormToPublish {
  readonly region: string;
  readonly form: unknown;
  readonly actor: Actor;
}

/** Publishes a form for good: one leaf with its digest, and its document beside it. */
export async function recordForm(
  entry: Governed,
  { region, form: document, actor }: FormToPublish,
): Promise<UsableForm> {
  const form = requireForm(document);
  const { id, revision, title } = form.form;
  await requirePlace(entry.tx, form, region);
  const { key, digest } = form;
  const { logIndex } = entry.append({
    type: FORM_PUBLISHED,
    subject: formSubject(key),
    by: actor,
    body: { id, revision, region, title, digest },
  });
  const published = { key, id, revision, region, title, digest, publishedAt: entry.at, withdrawnAt: null, logIndex };
  await insertForm(entry.tx, { ...published, body: canonicalJson(form.form) });
  return { ...published, form };
}

/** An id is the package's or of one region, and revisions follow one another. */
async function requirePlace(tx: Tx, { form }: CompiledForm, region: string): Promise<void> {
  if (isShipped(form.id)) throw shippedId(form.id);
  const last = await findRevision(tx, form.id);
  if (last && last.region !== region) throw otherRegion(last.region);
  const offences = revisionOffences(form, await findEarlierRevisions(tx, form.id));
  if (offences.length > 0) throw formRefusal(prefixed(offences));
}

function shippedId(id: string): Refusal {
  return new Refusal(
    'conflict',
    'form.shipped',
    text(
      `表样“${id}”随系统提供，不能在此修订；请另取编号发布。`,
      `The form "${id}" came with the program and is not revised here: publish one with an id of its own.`,
    ),
  );
}

function otherRegion(region: string): Refusal {
  return new Refusal(
    'conflict',
    'form.other_region',
    text(
      `此编号的表样属于行政区划 ${region}；请另取编号。`,
      `The form of this id belongs to the region ${region}: choose another id.`,
    ),
  );
}
