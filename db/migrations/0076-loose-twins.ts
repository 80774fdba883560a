import { createHash } from 'node:crypto';
import { columnStep, type MigrationStep, step } from '../step.ts';

interface KeptLine {
  readonly goods: string;
  readonly quantity: number;
  readonly description: string;
  readonly model?: string | null;
  readonly computer?: { readonly category?: string | null } | null;
  readonly software?: { readonly category?: string | null } | null;
}

interface KeptBody {
  readonly lines: readonly KeptLine[];
  readonly supplier?: { readonly creditCode?: string | null } | null;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+]/gu, '');
}

function categoryIn({ goods, computer, software }: KeptLine): string {
  if (goods === 'software') return `software:${software?.category ?? 'not-stated'}`;
  return goods === 'computer' ? (computer?.category ?? 'not-stated') : goods;
}

/** As `looseTwinKeyOf` in facts names today what is bought again; none of a body that cannot be read, which `gate verify` reports. */
function looseTwinKey(agencyCode: string, body: string): string | null {
  try {
    const { lines, supplier } = JSON.parse(body) as KeptBody;
    const hardware = lines.filter(({ goods }) => goods !== 'software');
    const compared = hardware.length > 0 ? hardware : lines;
    const goods = compared.map((line) =>
      JSON.stringify([categoryIn(line), lettersOf(line.model ?? line.description), line.quantity]),
    );
    const seller = compared.some(({ model }) => model) ? null : (supplier?.creditCode ?? null);
    return hashOf(`${agencyCode}/${hashOf(JSON.stringify({ goods: goods.toSorted(), supplier: seller }))}`);
  } catch {
    return null;
  }
}

export const steps: readonly MigrationStep[] = [
  columnStep('0076-loose-twins', {
    table: 'order_revisions',
    columns: ['loose_twin_key char(64)'],
    indexes: { order_revisions_by_loose_twin: ['loose_twin_key', 'submitted_at'] },
  }),
  {
    ...step('0076-find-loose-twins', () => []),
    fills: {
      table: 'order_revisions',
      key: ['order_id', 'revision'],
      reads: ['agency_code', 'body'],
      columns: {
        loose_twin_key: {
          isUnique: false,
          of: ({ agency_code, body }) => looseTwinKey(String(agency_code), String(body)),
        },
      },
    },
  },
];
