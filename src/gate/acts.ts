import { ERASABLE_PERSON, type SignedActs } from '../access/index.ts';
import { ERASABLE_RESPONSIBLE_PERSONS } from '../agencies/index.ts';
import { budgetActs } from '../budget/budget-routes.ts';
import type { ConnectorParts } from '../connectors/index.ts';
import { platformActs } from '../connectors/platform/platform-routes.ts';
import { webhookActs } from '../connectors/webhooks/webhook-routes.ts';
import type { Database } from '../db/index.ts';
import { paymentsActs } from '../fulfilment/payment/payments-routes.ts';
import type { DecideDeps } from '../orders/batch/decide-deps.ts';
import { waiversActs } from '../orders/review/waivers-routes.ts';
import { yearEndActs } from '../orders/year-end/year-end-routes.ts';
import { signingKeysActs } from '../proof/log/signing-keys-routes.ts';
import { witnessesActs } from '../proof/log/witnesses-routes.ts';
import { reconcileActs } from '../proof/reconcile/reconcile-routes.ts';
import { ERASABLE_DEVICE_USERS } from '../register/index.ts';
import { registerActs } from '../register/register-routes.ts';
import { scheduleActs } from '../rules/sets/schedule-routes.ts';
import { suppliersActs } from '../suppliers/suppliers-routes.ts';
import { erasuresActs } from '../two-people/erasures-routes.ts';

/** Whose texts about people can be erased; anything else in the log is what decisions stand on. */
const ERASABLE_KINDS = [ERASABLE_PERSON, ERASABLE_RESPONSIBLE_PERSONS, ERASABLE_DEVICE_USERS];

/** What takes two people, whoever asks for it: proposed by one, done by the signature of another. */
export function actsOf(deps: DecideDeps & ConnectorParts & { readonly db: Database }): SignedActs {
  return {
    ...suppliersActs(deps),
    ...budgetActs(deps),
    ...registerActs(deps),
    ...waiversActs(deps),
    ...reconcileActs(),
    ...yearEndActs(deps),
    ...paymentsActs(deps),
    ...scheduleActs(deps),
    ...witnessesActs(),
    ...signingKeysActs(deps),
    ...erasuresActs({ ...deps, kinds: ERASABLE_KINDS }),
    ...webhookActs(deps),
    ...platformActs(deps),
  };
}
