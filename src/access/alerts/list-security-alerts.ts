import type { Tx } from '../../db/index.ts';
import { type Grant, type Instant, plusDays, type Text, text } from '../../kernel/index.ts';
import { listPersonsAmong } from '../access-repository.ts';
import { type AccountEvent, type AccountEventKind, listAccountEvents } from './list-account-events.ts';
import { listKeyAlerts } from './list-key-alerts.ts';
import { type SecurityAlert, sortedByPress } from './security-alert.ts';

/** An account that was taken over is to be noticed by somebody who was away for a week. */
const TOLD_DAYS = 14;

/** What security administrators should look at within their reach; kept nowhere, so an alert goes when its cause does. */
export async function listSecurityAlerts(
  tx: Tx,
  reader: { readonly grant: Grant; readonly at: Instant },
): Promise<readonly SecurityAlert[]> {
  const { grant, at } = reader;
  const events = (await listAccountEvents(tx, plusDays(at, -TOLD_DAYS))).filter((event) => isRecent(event, at));
  const ids = [...new Set(events.map(({ personId }) => personId))];
  const people = new Map((await listPersonsAmong(tx, ids, grant)).map(({ id, name }) => [id, { id, name }]));
  const ofAccounts = events.flatMap((event) => alertOf(event, people.get(event.personId)));
  return sortedByPress([...ofAccounts, ...(await listKeyAlerts(tx, reader))]);
}

function isRecent({ at }: AccountEvent, now: Instant): boolean {
  return now < plusDays(at, TOLD_DAYS);
}

function alertOf(
  { kind, at, logIndex }: AccountEvent,
  person: SecurityAlert['person'] | undefined,
): readonly SecurityAlert[] {
  if (!person) return [];
  const title = TITLES[kind](person.name);
  return [{ id: `${kind}/${logIndex}`, kind, severity: 'urgent', person, key: null, at, title }];
}

const TITLES: Readonly<Record<AccountEventKind, (name: string) => Text>> = {
  'password-reset': (name) => text(`${name} 获邀重设密码`, `${name} was invited to set another password`),
  'totp-removed': (name) => text(`${name} 的动态口令已解除`, `The authenticator of ${name} was removed`),
};
