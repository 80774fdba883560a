import { marksFor, padded, type Row, selectRows, type Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { Period } from './figures-question.ts';

/** Terms of duties that hold on a day, with the rank of whoever has them. */
export async function listTerms(tx: Tx, agencyCodes: readonly string[], on: CivilDate): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select id, agency_code, duty, civil_rank from responsible_persons
     where agency_code in (${marksFor(codes)}) and from_on <= ? and (until_on is null or until_on >= ?)`,
    [...codes, on, on],
  );
}

/** Letters of commitment for a year that were signed by a day, the newest last. */
export async function listLetters(tx: Tx, agencyCodes: readonly string[], on: CivilDate): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select agency_code, person_id, staff_signed, staff_due from commitment_letters
     where agency_code in (${marksFor(codes)}) and letter_year = ? and signed_on <= ? order by signed_on, log_index, id`,
    [...codes, Number(on.slice(0, 4)), on],
  );
}

/** What is open of software plans, by agency. */
export async function sumOpenSeats(tx: Tx, agencyCodes: readonly string[]): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select agency_code, sum(coalesce(owed_seats, seats) - delivered_seats) as seats from undertakings
     where agency_code in (${marksFor(codes)}) and state = 'open' group by agency_code`,
    codes,
  );
}

/** Plan items that fell due in a period, and when the last was done about them. */
export async function listDueItems(
  tx: Tx,
  agencyCodes: readonly string[],
  { from, until }: Period,
): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select u.agency_code, coalesce(u.owed_seats, u.seats) as seats, u.due_on, u.state, l.at from undertakings u
     left join log_leaves l on l.log_index = u.log_index
     where u.agency_code in (${marksFor(codes)}) and u.state <> 'void' and u.due_on >= ? and u.due_on <= ?`,
    [...codes, from, until],
  );
}

/** Licences that were bought in a period. What came with a machine, is free or was granted was not bought. */
export async function listBought(
  tx: Tx,
  agencyCodes: readonly string[],
  { from, until }: Period,
): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select agency_code, category, product, seats, sets, unit_price_fen from entitlements
     where agency_code in (${marksFor(codes)}) and acquired_on >= ? and acquired_on <= ?
       and channel in ('volume', 'retail', 'subscription', 'site')`,
    [...codes, from, until],
  );
}

/** Money for software in the budget of a year, by agency. */
export async function sumSoftwareMoney(
  tx: Tx,
  agencyCodes: readonly string[],
  { year, classes }: { readonly year: number; readonly classes: readonly string[] },
): Promise<readonly Row[]> {
  if (classes.length === 0) return [];
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select agency_code, sum(case when is_closed = 0 then appropriation_fen else 0 end) as appropriation,
       sum(spent_fen) as spent
     from budget_lines where agency_code in (${marksFor(codes)}) and fiscal_year = ?
       and economic_class in (${marksFor(classes)}) group by agency_code`,
    [...codes, year, ...classes],
  );
}

/** Orders for computers that were submitted in a period, and those that were approved at once. */
export async function countOrders(
  tx: Tx,
  agencyCodes: readonly string[],
  { from, until }: Period,
): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select o.agency_code, count(distinct o.id) as submitted,
       count(distinct case when d.outcome = 'approved' then o.id end) as approved
     from orders o join order_prices p on p.order_id = o.id and p.revision = 1
     left join decisions d on d.order_id = o.id and d.revision = 1 and d.stage = 'submission' and d.previous_decision is null
     where o.agency_code in (${marksFor(codes)}) and p.submitted_on >= ? and p.submitted_on <= ? group by o.agency_code`,
    [...codes, from, until],
  );
}

const THERE = `('accepted', 'in-use', 'idle')`;

/** How complete the ledger of computers is, by agency. */
export async function countLedger(
  tx: Tx,
  agencyCodes: readonly string[],
  seenSince: CivilDate,
): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select d.agency_code, sum(case when d.asset_number is not null and d.serial is not null then 1 else 0 end) as numbered,
       sum(case when s.last >= ? then 1 else 0 end) as seen
     from devices d left join (
       select device_id, max(seen_last) as last from installations
       where seen_to is null and agency_code in (${marksFor(codes)}) group by device_id
     ) s on s.device_id = d.id
     where d.agency_code in (${marksFor(codes)}) and d.state in ${THERE} group by d.agency_code`,
    [seenSince, ...codes, ...codes],
  );
}
