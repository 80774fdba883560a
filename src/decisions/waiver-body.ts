import type { components } from '../http/openapi.generated.ts';
import { type Actor, MASK, seesTexts } from '../kernel/index.ts';
import type { ListedWaiver } from './list-waivers.ts';
import type { Waiver } from './waiver.ts';

type Schemas = components['schemas'];

/** A waiver as the contract shows it. Whoever signs for its rules must see what is asked, of a classified order as well. */
export function toWaiverBody({ waiver, state, used }: ListedWaiver, reader: Actor): Schemas['Waiver'] {
  const kept = waiver.state;
  const isMasked = isMaskedWaiver(kept, reader);
  return {
    id: kept.id,
    state,
    owner: kept.owner,
    agencyCode: kept.agencyCode,
    scope: scopeOf(kept),
    rules: kept.rules.map((rule) => ({ ...rule })),
    reasonCode: kept.reasonCode as Schemas['WaiverReason'],
    text: isMasked ? MASK : kept.text,
    evidence: kept.evidence.map((paper) => (isMasked ? { document: MASK, issuedBy: null, issuedOn: null } : paper)),
    from: kept.from,
    until: kept.until,
    maker: kept.maker,
    signers: [...kept.signers],
    grantedAt: kept.grantedAt,
    uses: used.uses,
    devicesUsed: used.devices,
    revocation: revocationOf(kept, isMasked),
  };
}

/** Whether somebody reads a waiver of a classified order without its texts and names. */
export function isMaskedWaiver({ isClassified, owner }: Waiver, reader: Actor): boolean {
  return isClassified && !seesTexts(reader) && reader.role !== owner;
}

function scopeOf({ order, revision, agencyCode, category, devices, usesMax }: Waiver): Schemas['WaiverScope'] {
  if (order !== null && revision !== null) return { order: { id: order, revision } };
  return {
    agency: { agencyCode, category: category as Schemas['ComputerCategory'] | null, devices: devices ?? 0, usesMax },
  };
}

function revocationOf(kept: Waiver, isMasked: boolean): Schemas['RevokedWaiver'] | null {
  if (kept.revokedAt === null) return null;
  return { at: kept.revokedAt, by: kept.revokedBy, reason: isMasked ? MASK : (kept.revocationReason ?? '') };
}
