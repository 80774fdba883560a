import { findForm, placeInForm, type UsableForm } from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { Matter } from '../../matters/index.ts';

type Source = NonNullable<Matter['source']>;

/** Tells where filings showed what is wrong, as people read it: the title of the form, the revision, the row and the column. */
export async function findSources(tx: Tx, matters: readonly Matter[]): Promise<(source: Source) => Text> {
  const ids = matters.flatMap(({ source }) => source?.filing ?? []);
  const filings = await selectIn(tx, 'filings', 'id', [...new Set(ids)]);
  const asked = new Set(filings.map(({ campaign_id }) => String(campaign_id)));
  const campaigns = await selectIn(tx, 'campaigns', 'id', [...asked]);
  const keyOf = new Map(campaigns.map(({ id, form_key }) => [String(id), String(form_key)]));
  const forms = new Map<string, UsableForm | undefined>();
  for (const key of new Set(keyOf.values())) forms.set(key, await findForm(tx, key));
  const formOf = new Map(filings.map((row) => [String(row.id), forms.get(keyOf.get(String(row.campaign_id)) ?? '')]));
  return (source) => saidOf(source, formOf.get(source.filing));
}

function saidOf({ revision, cell }: Source, found: UsableForm | undefined): Text {
  if (!found) return text(`报表第 ${revision} 版`, `a filing, revision ${revision}`);
  const { form } = found;
  const place = placeInForm(form, `/cells/${cell}`);
  const { title } = form.form;
  const zh = [place?.row, place?.column].flatMap((part) => part?.['zh-CN'] ?? []).join(' ');
  const en = [place?.row, place?.column].flatMap((part) => part?.en ?? []).join(', ');
  return text(
    `报表“${title['zh-CN']}”第 ${revision} 版${zh && `：${zh}`}`,
    `filing “${title.en}”, revision ${revision}${en && `: ${en}`}`,
  );
}
