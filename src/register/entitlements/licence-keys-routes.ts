import { answerOnce } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { idempotencyKeyOf } from '../../http/idempotency-key.ts';
import { inputDigestOf } from '../../http/input-digest.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { type GovernedDeps, governed, selectIn } from '../../log/index.ts';
import { findOfKind, type ReferenceRecord, readKindRow, recordCreated } from '../../reference/index.ts';
import type { KeyVault, SealedKey } from './key-vault.ts';
import { LICENCE_KEY, type LicenceKey } from './licence-key.ts';
import { ENTITLEMENTS } from './record-entitlements.ts';

export interface LicenceKeyParts extends GovernedDeps {
  readonly vault: KeyVault;
}

/** Keys of publishers: stored so that the database alone does not tell them, and told only in a record. */
export function licenceKeysRoutes(db: Database, { vault, ...deps }: LicenceKeyParts): Handlers {
  const create: Handler<'createLicenceKey'> = async (req, res) => {
    const actor = actorOf(req);
    const id = deps.newId('lky');
    const sealed = vault.seal(req.body.key, placeOf({ id, entitlementId: req.params.id }));
    if (!sealed) throw noSecret();
    // Not even a digest of the key itself is remembered.
    const input = { ...req.body, key: vault.compare(req.body.key) };
    const inputDigest = inputDigestOf({ params: req.params, query: {}, body: input });
    const asking = { operation: 'createLicenceKey', actor, key: idempotencyKeyOf(req), inputDigest };
    const { body } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        // Whoever does not reach the entitlement learns nothing of it by a key of his.
        const { state } = await findOfKind(entry.tx, ENTITLEMENTS, { key: req.params.id, grant: actor.grant });
        return answerOnce<KeyBody>(entry, asking, async () => {
          const { secret, commitment } = sealed;
          const { agencyCode, id: entitlementId } = state;
          const after: LicenceKey = { id, agencyCode, entitlementId, secret, commitment, at: entry.at };
          const kind = { ...LICENCE_KEY, openingCounters: () => ({ sealed: sealed.sealed }) };
          await recordCreated(entry, kind, { drafts: [{ key: id, before: null, changes: null, after }], actor });
          return { status: 201, body: toBody(after) };
        });
      }),
    );
    res.status(201).json(body);
  };

  const list: Handler<'listLicenceKeys'> = async (req, res) => {
    const { grant } = actorOf(req);
    const keys = await inSnapshot(db, async (tx) => {
      const { key } = await findOfKind(tx, ENTITLEMENTS, { key: req.params.id, grant });
      return selectIn(tx, 'licence_keys', 'entitlement_id', [key]);
    });
    const items = keys.map((row) => toBody(readKindRow(LICENCE_KEY, row).state));
    res.status(200).json({ items: items.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  };

  const read: Handler<'readLicenceKey'> = async (req, res) => {
    const actor = actorOf(req);
    const key = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await findOfKind(entry.tx, LICENCE_KEY, { key: req.params.id, grant: actor.grant });
        const opened = vault.open(sealedIn(found), placeOf(found.state));
        if (opened === undefined) throw notOpened();
        const subject = `licence-key/${found.key}`;
        entry.append({ type: 'licence-key.read', subject, by: actor, body: { reason: req.body.reason } });
        return opened;
      }),
    );
    res.status(200).json({ id: req.params.id, key });
  };

  return { createLicenceKey: create, listLicenceKeys: list, readLicenceKey: read };
}

function placeOf({ id, entitlementId }: Pick<LicenceKey, 'id' | 'entitlementId'>): string {
  return `${entitlementId}/${id}`;
}

function sealedIn({ state, row }: ReferenceRecord<LicenceKey>): SealedKey {
  return { secret: state.secret, commitment: state.commitment, sealed: String(row.sealed) };
}

type KeyBody = AnswerOf<'createLicenceKey', 201>;

function toBody({ id, agencyCode, entitlementId, at }: LicenceKey): KeyBody {
  return { id, agencyCode, entitlementId, at };
}

function noSecret(): Refusal {
  const message = text(
    '本闸口未设置 GATE_LICENCE_KEY_SECRET，不保存许可证密钥；请联系系统管理员。',
    'This gate keeps no licence keys: GATE_LICENCE_KEY_SECRET is not set. Ask the system administrator.',
  );
  return new Refusal('conflict', 'licence_key.no_secret', message);
}

function notOpened(): Refusal {
  const message = text(
    '该密钥无法解密：保存时使用的 GATE_LICENCE_KEY_SECRET 已不在配置中，或存储内容已被改动。',
    'The key cannot be opened: the GATE_LICENCE_KEY_SECRET that it was sealed with is not set, or what is stored was changed.',
  );
  return new Refusal('conflict', 'licence_key.not_opened', message);
}
