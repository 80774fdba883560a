import { count, creditCode, type DdlEngine, money, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

const BY_DEVICE = 'installations_by_device';
const OF_COPIES = 'device_id, seen_to, seen_last, agency_code';

const COLUMNS = 'agency_code, fiscal_year, kind, name, orders, amount_fen';

/** What orders from before come to. What their agencies order meanwhile has a leaf that no cursor has passed: it is counted again. */
function sumsOfBefore(engine: DdlEngine): readonly string[] {
  const insert = `insert ${engine === 'mysql' ? 'ignore' : 'or ignore'} into order_sums (${COLUMNS})`;
  const standing = `from orders o join order_prices p on p.order_id = o.id and p.revision = o.standing_revision`;
  return [
    `${insert} select agency_code, fiscal_year, 'state', concat(state, '/', outcome), count(*), coalesce(sum(total_fen), 0)
       from orders group by agency_code, fiscal_year, state, outcome`,
    `${insert} select o.agency_code, o.fiscal_year, 'price', p.category, count(*), sum(p.unit_price_fen)
       ${standing} group by o.agency_code, o.fiscal_year, p.category`,
    `${insert} select o.agency_code, o.fiscal_year, 'computers', '', count(distinct o.id), 0
       ${standing} group by o.agency_code, o.fiscal_year`,
  ];
}

export const steps = [
  // What the orders of an agency and a year come to, by how they stand and by what they cost: counted again by the job that
  // keeps up with the log, whenever one of them has a leaf.
  step('0065-order-sums', (engine) =>
    tableStatements(engine, 'order_sums', {
      columns: [
        creditCode('agency_code'),
        'fiscal_year smallint not null',
        // `state`, named `<state>/<outcome>`; `price`, named by the category of a line; `computers`, which has no name.
        'kind varchar(16) not null',
        'name varchar(81) not null',
        count('orders'),
        money('amount_fen'),
      ],
      key: ['agency_code', 'fiscal_year', 'kind', 'name'],
    }),
  ),
  step('0065-order-sums-of-before', sumsOfBefore),
  step('0065-licences-by-end', (engine) => [
    `create index ${engine === 'mysql' ? '/*M! if not exists */' : 'if not exists'} entitlements_by_end
       on entitlements (valid_until, agency_code)`,
  ]),
  // With the last look and the agency at its end the index alone tells when anybody looked at a computer last.
  step('0065-last-looks-by-device', (engine) =>
    engine === 'mysql'
      ? [`alter table installations drop key /*M! if exists */ ${BY_DEVICE}, add key ${BY_DEVICE} (${OF_COPIES})`]
      : [
          `drop index if exists ${BY_DEVICE}`,
          `create index if not exists ${BY_DEVICE} on installations (${OF_COPIES})`,
        ],
  ),
];
