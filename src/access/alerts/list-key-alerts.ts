import type { Tx } from '../../db/index.ts';
import { dayOf, type Grant, type Instant, plusDays, text } from '../../kernel/index.ts';
import { endOfKey } from '../keys/key-limits.ts';
import { uncarriedAmong } from '../keys/list-uncarried-keys.ts';
import { listWorkingKeys, type WorkingKey } from '../keys/list-working-keys-repository.ts';
import { findCodeRoles } from '../keys/record-code-roles.ts';
import type { SecurityAlert } from './security-alert.ts';

/** So long before a program stops working somebody is to make it another key. */
const TOLD_DAYS = 14;

/** Keys within reach that end soon, and those that act in the name of somebody who could not do it. */
export async function listKeyAlerts(
  tx: Tx,
  { grant, at }: { readonly grant: Grant; readonly at: Instant },
): Promise<readonly SecurityAlert[]> {
  const working = await listWorkingKeys(tx, at, grant);
  const codeRoles = await findCodeRoles(tx);
  const ending = working.flatMap((each): readonly SecurityAlert[] => {
    const end = endOfKey(each.key, codeRoles);
    return end !== null && end > at && at >= plusDays(end, -TOLD_DAYS) ? [endingAlert(each, end)] : [];
  });
  return [...ending, ...(await uncarriedAmong(tx, working)).map((each) => uncarriedAlert(each, at))];
}

function endingAlert({ key, owner }: WorkingKey, end: Instant): SecurityAlert {
  const title = text(
    `密钥“${key.label}”将于 ${dayOf(end)} 到期`,
    `The key “${key.label}” stops working on ${dayOf(end)}`,
  );
  return { ...aboutKey({ key, owner }), id: `key-ends/${key.id}`, kind: 'key-ends', severity: 'soon', at: end, title };
}

function uncarriedAlert({ key, owner }: WorkingKey, at: Instant): SecurityAlert {
  const title = text(
    `密钥“${key.label}”超出其所属用户的角色或管辖范围`,
    `The key “${key.label}” may do more than its owner may`,
  );
  const [id, kind] = [`key-not-carried/${key.id}`, 'key-not-carried'] as const;
  return { ...aboutKey({ key, owner }), id, kind, severity: 'urgent', at, title };
}

function aboutKey({ key, owner: { id, name } }: WorkingKey): Pick<SecurityAlert, 'person' | 'key'> {
  return { person: { id, name }, key: key.id };
}
