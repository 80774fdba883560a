import { marksFor, padded, type Row, selectRows, type Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';

const THERE = `('accepted', 'in-use', 'idle')`;

/** Which units have computers today. */
export function listComputerOwners(tx: Tx, agencyCodes: readonly string[]): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select distinct agency_code from devices where agency_code in (${marksFor(codes)}) and state in ${THERE}`,
    codes,
  );
}

/** Of which categories copies are on them, on servers and on other machines. */
export function listInstalledCategories(tx: Tx, agencyCodes: readonly string[]): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select distinct i.agency_code, i.category, case when d.category = 'server' then 1 else 0 end as on_server
     from installations i join devices d on d.id = i.device_id
     where i.agency_code in (${marksFor(codes)}) and i.seen_to is null and d.state in ${THERE}`,
    codes,
  );
}

/** What units have stated of days up to one, the newest last. */
export function listStatements(tx: Tx, agencyCodes: readonly string[], on: CivilDate): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select agency_code, kinds from register_statements
     where agency_code in (${marksFor(codes)}) and as_of_on <= ? order by as_of_on, log_index`,
    [...codes, on],
  );
}

/** Names of days up to one that nobody has said the meaning of yet, neither the agency nor a product of that category. */
export function listUnreadNames(tx: Tx, agencyCodes: readonly string[], on: CivilDate): Promise<readonly Row[]> {
  const codes = padded(agencyCodes);
  return selectRows<Row>(
    tx,
    `select u.agency_code, u.kind, u.name from unread_names u
     where u.agency_code in (${marksFor(codes)}) and u.seen_on <= ?
       and not exists (select 1 from software_names s where s.agency_code = u.agency_code and s.name_key = u.name_key)
       and not exists (select 1 from product_names p where p.category = u.category and p.name_key = u.name_key)
     order by u.log_index`,
    [...codes, on],
  );
}
