import { FORM_PUBLISHED, FORM_WITHDRAWN, formSubject } from '../../campaigns/index.ts';
import type { Row, Tx } from '../../db/index.ts';
import { digestOf, type Text } from '../../kernel/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import { type Columns, type ToldRow, tableProjection } from './table-projection.ts';

interface ToldForm extends ToldRow {
  readonly leaf: ReadLeaf;
}

interface FormRow extends Columns {
  readonly form_key: string;
  readonly log_index: number;
}

/** What is published reads as its leaf says, and the digest of its document is the one that two people signed. */
export const formProjection = tableProjection<ToldForm, FormRow>({
  leafTypes: [FORM_PUBLISHED],
  toldBy: (_tx, leaves) => leaves.map((leaf) => ({ place: placeOf(leaf.subject, leaf.logIndex), leaf })),
  rowsIn: listRows,
  placeOf: ({ form_key: key, log_index: index }) => placeOf(formSubject(key), index),
  columns: ({ leaf: { body, at, logIndex } }) => {
    const { id, revision, region, title, digest } = body as unknown as LoggedForm;
    return {
      ...{ form_id: id, revision, region, title_zh: title['zh-CN'], title_en: title.en, digest },
      ...{ body: digest, published_at: at, log_index: logIndex },
    };
  },
});

interface WithdrawnRow extends Columns {
  readonly form_key: string;
  readonly withdrawn_index: number;
}

/** What is withdrawn says so since the leaf that says so, and nothing else is. */
export const withdrawnFormProjection = tableProjection<ToldForm, WithdrawnRow>({
  leafTypes: [FORM_WITHDRAWN],
  toldBy: (_tx, leaves) => leaves.map((leaf) => ({ place: placeOf(leaf.subject, leaf.logIndex), leaf })),
  rowsIn: async (tx, { from, to }) => {
    const rows: Row[] = await tx('forms').where('withdrawn_index', '>=', from).where('withdrawn_index', '<', to);
    return rows.map((row) => ({
      ...{ form_key: String(row.form_key), digest: String(row.digest) },
      ...{ withdrawn_at: row.withdrawn_at, withdrawn_index: Number(row.withdrawn_index) },
    }));
  },
  placeOf: ({ form_key: key, withdrawn_index: index }) => placeOf(formSubject(key), index),
  columns: ({ leaf: { body, at, logIndex } }) => {
    const { digest } = body as unknown as Pick<LoggedForm, 'digest'>;
    return { digest, withdrawn_at: at, withdrawn_index: logIndex };
  },
});

interface LoggedForm {
  readonly id: string;
  readonly revision: number;
  readonly region: string;
  readonly title: Text;
  readonly digest: string;
}

function placeOf(subject: string, index: number) {
  return { table: 'forms', key: subject, index };
}

/** Of the document its digest, which is what a leaf tells of it. */
async function listRows(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly FormRow[]> {
  const rows: Row[] = await tx('forms').where('log_index', '>=', from).where('log_index', '<', to);
  return rows.map((row) => ({
    ...row,
    form_key: String(row.form_key),
    revision: Number(row.revision),
    body: digestOf(String(row.body)),
    log_index: Number(row.log_index),
  }));
}
