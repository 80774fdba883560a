import { idOf, type ManyRows, oneOf } from '../support/many-rows.ts';

interface ListColumns {
  readonly leaf: string;
  readonly agency: string;
  readonly order: string;
}

/** What offices ask units for, what units owe, and what nobody has put to the gate yet. */
export function officeTables({
  leaf,
  agency,
  order,
}: ListColumns): Readonly<Record<string, Pick<ManyRows, 'varied' | 'first'>>> {
  return {
    matters: { varied: { id: idOf('mat'), owner_agency: agency, log_index: leaf, state: oneOf('open', 'closed') } },
    commitment_letters: {
      varied: { id: idOf('com'), agency_code: agency, log_index: leaf, letter_year: '2020 + n % 7' },
    },
    drafts: { varied: { id: idOf('dft'), agency_code: agency, order_id: order, kind: oneOf('order', 'amendment') } },
    forms: {
      first: {
        ...{ form_key: 'm@1', form_id: 'm', revision: 1, region: '421000', title_zh: '表样', title_en: 'form' },
        ...{ digest: `sha256:${'0'.repeat(64)}`, body: '{}', published_at: '2026-01-01T00:00:00.000Z', log_index: 1 },
      },
      varied: {
        ...{ form_key: "concat('m', n)", form_id: "concat('m', n)", log_index: leaf },
        region: oneOf('421000', '511300'),
      },
    },
  };
}
