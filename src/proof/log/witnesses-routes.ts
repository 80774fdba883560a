import type { SignatureSlot, SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { Actor, Clock } from '../../kernel/index.ts';
import {
  listWitnesses,
  recordWitness,
  recordWitnessEnd,
  takeCosignature,
  toWitnessBody,
  witnessId,
} from '../../log/index.ts';

/** Those who watch the log from outside, and what they say of it. */
export function witnessesRoutes(db: Database, { clock }: { readonly clock: Clock }): Handlers {
  const list: Handler<'listWitnesses'> = async (_req, res) => {
    const witnesses = await inSnapshot(db, listWitnesses);
    res.status(200).json({ items: witnesses.map(toWitnessBody) });
  };

  const cosign: Handler<'addCosignature'> = async (req, res) => {
    const { size, cosignature } = req.body;
    const taken = await inTransaction(db, (tx) => takeCosignature(tx, { size, line: cosignature, now: clock() }));
    const { stored, witness, cosignedAt } = taken;
    const body = { size, keyId: witnessId(witness.key), name: witness.key.name, cosignedAt, cosignature: stored.line };
    if (taken.isKnown) res.status(200).json(body);
    else res.status(201).json(body);
  };

  return { listWitnesses: list, addCosignature: cosign };
}

/** Whose word counts is agreed by the audit bureau, whose witness it is, and those who keep the keys. */
export function witnessesActs(): SignedActs {
  return {
    introduceWitness: {
      reach: 'gate',
      slots: async (_tx, { actor }) => [otherOf(actor)],
      act: async (entry, { actor, body }) => {
        return { status: 201, body: toWitnessBody(await recordWitness(entry, { ...body, actor })) };
      },
    },
    endWitness: {
      reach: 'gate',
      slots: async (_tx, { actor }) => [otherOf(actor)],
      act: async (entry, { actor, params, body }) => {
        const { keyId = '' } = params;
        return { status: 200, body: toWitnessBody(await recordWitnessEnd(entry, { ...body, keyId, actor })) };
      },
    },
  };
}

/** Neither of the two does it alone. */
function otherOf({ role }: Actor): SignatureSlot {
  return role === 'audit' ? ['security-administrator'] : ['audit'];
}
