import type { Instant } from '../../kernel/index.ts';
import type { Draft, DraftProblem, Judge, RecordedKind } from '../../reference/index.ts';
import { PLATFORM, type ProcurementPlatform } from '../platform/platform.ts';
import { WEBHOOK_ENDPOINT, type WebhookEndpoint } from '../webhooks/webhook-endpoint.ts';
import { type SealedSecret, withSecret } from '../webhooks/webhook-secret.ts';
import { insertCursors, insertSecret } from './deliveries-repository.ts';
import { type AllowedHost, faultOfAddress, refusalOfAddress } from './outbound-address.ts';

/** Something that has an address which the gate calls. */
interface CallTarget {
  readonly url: string;
}

/** Endpoints as they are recorded: their address is one that the gate may call, and they are told of what follows them. */
export function recordedEndpoints(allowed: readonly AllowedHost[]): RecordedKind<WebhookEndpoint> {
  return {
    ...WEBHOOK_ENDPOINT,
    derive: (state, { before }) => ({ ...state, secrets: before?.secrets ?? [] }),
    judge: () => judgeOfAddress(allowed),
    write: (entry, recorded) => insertCursors(entry.tx, recorded),
  };
}

/** The same with a new secret, which signs beside the one before for a day. */
export function endpointsWithSecret(
  allowed: readonly AllowedHost[],
  { secret, at }: { readonly secret: SealedSecret; readonly at: Instant },
): RecordedKind<WebhookEndpoint> {
  const kind = recordedEndpoints(allowed);
  return {
    ...kind,
    derive: (state, { before }) => ({ ...state, secrets: withSecret(before?.secrets ?? [], secret, at) }),
    write: async (entry, recorded, actor) => {
      await kind.write?.(entry, recorded, actor);
      await insertSecret(entry.tx, { id: secret.secretId, sealed: secret.sealed });
    },
  };
}

/** Only an address that is new: what the operator takes off the list later is refused when it is called. */
function judgeOfAddress<S extends CallTarget>(allowed: readonly AllowedHost[]): Judge<S> {
  return {
    readFor: async () => undefined,
    take: () => undefined,
    problemsOf: ({ before, after }: Draft<S>): readonly DraftProblem[] => {
      if (before && before.state.url === after.url) return [];
      const fault = faultOfAddress(after.url, allowed);
      if (!fault) return [];
      const { code, text } = refusalOfAddress(fault, '');
      return [{ kind: 'unprocessable', code, field: 'url', text }];
    },
  };
}

export function recordedPlatforms(allowed: readonly AllowedHost[]): RecordedKind<ProcurementPlatform> {
  return {
    ...PLATFORM,
    judge: () => judgeOfAddress(allowed),
    write: (entry, recorded) => insertCursors(entry.tx, recorded),
  };
}
