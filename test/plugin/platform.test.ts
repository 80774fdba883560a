import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../cli/built-gate.ts';
import { approvedOrder } from '../orders/certificates/certificate-support.ts';
import { forgedTokens } from '../orders/certificates/forged-tokens.ts';
import { actsOf } from '../orders/life-support.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { openPlatform, type Platform } from './platform.ts';

describe('a procurement platform behind the gate', () => {
  let gate: Gate;
  let office: Office;
  let platform: Platform;

  before(async function () {
    this.timeout(180_000);
    await built();
    const plugin = await import('genuine-gate/express');
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
    const { secret = '' } = await gate.as('platform', { grant: { region: '420000' } });
    const now = (): Date => new Date(gate.clock.now());
    platform = await openPlatform(plugin, { url: gate.url, apiKey: secret, origin: 'genuine-gate.local', now });
  });
  after(async () => {
    await platform.close();
    await gate.close();
  });

  it('begins a cleared purchase once: neither the same one again nor another one by its certificate', async () => {
    const { body, certificate } = await approvedOrder(office);
    const purchase = { certificate, agencyCode: office.agencyCode, total: `${body.total}` };

    const first = await platform.buy({ ...purchase, number: 'MALL-1' });
    const again = await platform.buy({ ...purchase, number: 'MALL-1' });
    const second = await platform.buy({ ...purchase, number: 'MALL-2' });

    assert.deepEqual([first.status, first.reference], [201, body.reference], first.text);
    assert.deepEqual([again.status, again.code], [409, 'certificate.redeemed_before']);
    assert.deepEqual(
      platform.begun.filter((number) => number === 'MALL-1'),
      ['MALL-1'],
    );
    assert.deepEqual([second.status, second.code], [403, 'certificate.redeemed']);
    assert.equal(platform.begun.includes('MALL-2'), false);
  });

  it('refuses a purchase without a certificate, in the language of whoever asks', async () => {
    const inEnglish = await platform.buy({ number: 'MALL-3' });
    const inChinese = await platform.buy({ number: 'MALL-3', language: 'zh-CN' });

    assert.deepEqual([inEnglish.status, inEnglish.code], [403, 'certificate.missing']);
    assert.equal(JSON.parse(inEnglish.text).title, 'The purchase is not cleared');
    assert.equal(JSON.parse(inChinese.text).title, '采购未放行');
  });

  it('refuses what is forged with one and the same answer, and never asks the gate about it', async () => {
    const { certificate } = await approvedOrder(office);
    const [jwk] = (await gate.nobody.get('/.well-known/jwks.json')).body.keys;
    const pem = readFileSync(join(gate.dataDir, 'keys', `certificate-${jwk.kid}.pem`));
    const forged = forgedTokens({ certificate, jwk, privateKey: createPrivateKey(pem) });

    const answers = new Map<string, string>();
    for (const [what, token] of Object.entries(forged)) {
      const { status, text } = await platform.buy({ certificate: token, number: 'MALL-4' });
      assert.equal(status, 403, `${what}: ${text}`);
      answers.set(text, what);
    }

    assert.equal(answers.size, 1, JSON.stringify([...answers.values()]));
    assert.equal(platform.begun.includes('MALL-4'), false);
    assert.equal((await gate.db.reader('redemptions').where({ reference: 'MALL-4' })).length, 0);
  });

  it('refuses a certificate of another agency or amount, and leaves it unused', async () => {
    const { body, certificate } = await approvedOrder(office);
    const { agencyCode } = office;

    const foreign = await platform.buy({ certificate, number: 'MALL-5', agencyCode: '11421000MB1234562Q' });
    const dearer = await platform.buy({ certificate, number: 'MALL-5', agencyCode, total: '999999.00' });

    assert.deepEqual([foreign.code, dearer.code], ['certificate.other_order', 'certificate.other_order']);
    assert.equal(
      (await platform.buy({ certificate, number: 'MALL-5', agencyCode, total: `${body.total}` })).status,
      201,
    );
  });

  it('refuses one of a region that is not its own, and one whose order was withdrawn', async () => {
    const other = await openOffice(gate, { region: '511300' });
    const elsewhere = await approvedOrder(other);
    const withdrawn = await approvedOrder(office);
    await actsOf(office.officer).withdraw(withdrawn.answer);

    const foreign = await platform.buy(purchaseOf(elsewhere, 'MALL-6'));
    const late = await platform.buy(purchaseOf(withdrawn, 'MALL-7'));

    assert.deepEqual([foreign.status, foreign.code], [403, 'order.not_found']);
    assert.deepEqual([late.status, late.code], [403, 'certificate.withdrawn']);
  });

  it('goes on buying by the certificate of an amended order that was rejected', async () => {
    const approved = await approvedOrder(office);
    await actsOf(office.officer).amend(approved.answer, withoutSystem(approved.body));

    assert.equal((await platform.buy(purchaseOf(approved, 'MALL-8'))).status, 201);
  });

  it('refuses an expired certificate by itself, and everything while it has no keys', async () => {
    const { certificate } = await approvedOrder(office);
    const plugin = await import('genuine-gate/express');
    const later = (): Date => new Date(Date.parse(gate.clock.now()) + 90 * 86_400_000);
    const late = await openPlatform(plugin, { url: gate.url, apiKey: 'x', now: later });
    const alone = await openPlatform(plugin, { url: 'http://127.0.0.1:9', apiKey: 'x', attemptsMax: 1 });

    const expired = await late.buy({ certificate, number: 'MALL-9' });
    const unknown = await alone.buy({ certificate, number: 'MALL-9' });

    assert.deepEqual([expired.status, expired.code], [403, 'certificate.expired']);
    assert.deepEqual([unknown.status, unknown.code], [503, 'gate.unreachable']);
    await Promise.all([late.close(), alone.close()]);
  });
});

/** What was approved, as the platform expects a purchase to say it. */
function purchaseOf({ body, certificate }: Awaited<ReturnType<typeof approvedOrder>>, number: string) {
  return { certificate, number, agencyCode: body.agencyCode, total: `${body.total}` };
}
