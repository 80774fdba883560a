import { findActedBy, maskName } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { components } from '../http/openapi.generated.ts';
import type { Actor } from '../kernel/index.ts';
import type { ListedWaiver } from './list-waivers.ts';
import { isMaskedWaiver, toWaiverBody } from './waiver-body.ts';

type Schemas = components['schemas'];

/** Waivers as the contract shows them, with the names of those who proposed, signed and revoked each. */
export async function namedWaivers(
  tx: Tx,
  waivers: readonly ListedWaiver[],
  reader: Actor,
): Promise<readonly Schemas['Waiver'][]> {
  const acted = waivers.flatMap(({ waiver: { state } }) => [state.maker, ...state.signers, state.revokedBy]);
  const actedBy = await findActedBy(
    tx,
    acted.map((person) => ({ person })),
  );
  return waivers.map((listed) => {
    const body = toWaiverBody(listed, reader);
    const named = (person: string | null) => maskName(actedBy({ person }), isMaskedWaiver(listed.waiver.state, reader));
    return {
      ...body,
      madeBy: named(body.maker),
      signedBy: body.signers.flatMap((person) => named(person) ?? []),
      revocation: body.revocation && { ...body.revocation, actedBy: named(body.revocation.by) },
    };
  });
}
