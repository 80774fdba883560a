import type { Operation, OperationId } from '../../client/operation.ts';
import {
  getAllocation,
  getAuditFinding,
  getCampaign,
  getDebarment,
  getDevice,
  getEntitlement,
  getFiling,
  getInstallation,
  getMatter,
  getOrder,
  getProduct,
  getProposal,
  getWaiver,
} from '../../client/operations.generated.ts';
import { ALSO_NAMED, NAVIGATION_WORDS, PLACES, type Place } from '../navigation.ts';

type May = (operation: Operation<OperationId>) => boolean;

/** The places that this person has. */
export function placesFor(may: May): readonly Place[] {
  return PLACES.filter(({ by }) => by === undefined || may(by));
}

/** Of places, those that are called so in either language, by a name or by what is found there: somebody reads Chinese and types English. */
export function placesNamed(text: string, places: readonly Place[]): readonly Place[] {
  const asked = plain(text);
  return places.filter(({ name }) =>
    [NAVIGATION_WORDS.zh[name], NAVIGATION_WORDS.en[name], ...(ALSO_NAMED[name] ?? [])].some((word) =>
      plain(word).includes(asked),
    ),
  );
}

/** Whether one of some titles has this in it. */
export function isTitled(text: string, titles: readonly string[]): boolean {
  const asked = plain(text);
  return titles.some((title) => plain(title).includes(asked));
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

const RECORDS = [
  { prefix: 'ord_', to: '/orders/$id', by: getOrder },
  { prefix: 'pro_', to: '/proposals/$id', by: getProposal },
  { prefix: 'wai_', to: '/waivers/$id', by: getWaiver },
  { prefix: 'cmp_', to: '/campaigns/$id', by: getCampaign },
  { prefix: 'fil_', to: '/filed/$id', by: getFiling },
  { prefix: 'afd_', to: '/audit-findings/$id', by: getAuditFinding },
  { prefix: 'mat_', to: '/matters/$id', by: getMatter },
  { prefix: 'dev_', to: '/devices/$id', by: getDevice },
  { prefix: 'ent_', to: '/entitlements/$id', by: getEntitlement },
  { prefix: 'ins_', to: '/installations/$id', by: getInstallation },
  { prefix: 'alo_', to: '/allocations/$id', by: getAllocation },
  { prefix: 'prd_', to: '/products/$id', by: getProduct },
  { prefix: 'deb_', to: '/debarments/$id', by: getDebarment },
] as const;

/** Where the record of an id is shown, as one finds them in e-mails and in the log; nothing for what is no id. */
export function recordOf(
  text: string,
  may: May,
): { readonly to: (typeof RECORDS)[number]['to']; readonly id: string } | undefined {
  const id = text.trim();
  if (!/^[a-z]{3}_[0-9a-z]{1,64}$/.test(id)) return undefined;
  const record = RECORDS.find(({ prefix, by }) => id.startsWith(prefix) && may(by));
  return record && { to: record.to, id };
}
