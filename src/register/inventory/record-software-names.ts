import { text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { Draft, DraftProblem, RecordedKind } from '../../reference/index.ts';
import { SOFTWARE_NAME, type SoftwareName } from './software-name.ts';

/** Names with what only the database knows: which products there are, and which names the agency has confirmed. */
export const SOFTWARE_NAMES: RecordedKind<SoftwareName> = {
  ...SOFTWARE_NAME,
  judge: () => {
    const products = new Set<string>();
    const owners = new Map<string, string>();
    return {
      readFor: async (tx, drafts) => {
        const named = drafts.map(({ after }) => after.product);
        for (const { category, name } of await selectIn(tx, 'products', 'name', named)) {
          products.add(`${category}/${name}`);
        }
        const keys = drafts.map(({ after }) => after.nameKey);
        for (const row of await selectIn(tx, 'software_names', 'name_key', keys)) {
          owners.set(`${row.agency_code}/${row.name_key}`, String(row.id));
        }
      },
      problemsOf: ({ key, after }) => [
        ...productProblems(after, products),
        ...((owners.get(placeOf(after)) ?? key) === key ? [] : [EXISTS]),
      ],
      take: ({ key, after }) => void owners.set(placeOf(after), key),
    };
  },
};

function placeOf({ agencyCode, nameKey }: Draft<SoftwareName>['after']): string {
  return `${agencyCode}/${nameKey}`;
}

const EXISTS: DraftProblem = {
  ...{ kind: 'conflict', code: 'software_name.exists', field: 'name' },
  text: text('该单位已确认过此名称。', 'The agency has confirmed this name already.'),
};

function productProblems(
  { category, product, edition, version }: SoftwareName,
  known: ReadonlySet<string>,
): readonly DraftProblem[] {
  const at = { kind: 'unprocessable', code: 'software_name.product', field: 'product' } as const;
  if ((category === null) !== (product === null)) {
    return [
      { ...at, text: text('类别和产品应同时填写或同时留空。', 'State the category with the product, or neither.') },
    ];
  }
  if (product === null) {
    if (edition === null && version === null) return [];
    return [{ ...at, text: text('未写明产品。', 'No product is stated for the edition or version.') }];
  }
  if (known.has(`${category}/${product}`)) return [];
  return [
    {
      ...at,
      text: text(
        '没有该类别、该名称的软件产品，请先登记产品。',
        'There is no product of this name and category. Register it first.',
      ),
    },
  ];
}
