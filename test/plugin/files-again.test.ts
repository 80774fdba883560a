import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractExample, withoutEvidence } from '../cli/contract-bureau.ts';
import type { Caller, Gate } from '../support/gate.ts';
import { type FilesPlatform, machines, openFilesExchange } from './files-platform.ts';

describe('a file that is dropped again', function () {
  // Many runs that wait until files lie still, and the machine may be busy.
  this.timeout(180_000);
  let gate: Gate;
  let platform: FilesPlatform;
  let officer: Caller;
  beforeEach(async () => {
    ({ gate, platform } = await openFilesExchange('sqlite', { isFirstStart: true }));
    officer = gate.withKey(platform.env.GATE_API_KEY ?? '');
  });
  afterEach(() => gate.close());

  const act = async (name: string, file: string, body: object, who: Caller = officer): Promise<void> => {
    const { orderId } = platform.result(file);
    const { etag = '' } = (await who.get(`/v1/orders/${orderId}`)).headers;
    const { status, text } = await who.post(`/v1/orders/${orderId}/${name}`, body, { 'If-Match': etag });
    assert.ok(status < 300, text);
  };
  const again = async (file: string, content: object) => {
    platform.drop(file, content);
    const { code, stdout, stderr } = await platform.exchange();
    assert.equal(stderr, '');
    const { outcome, state, certificate, note, decision } = platform.result(file);
    const told = [outcome, state, certificate, note?.code ?? null];
    return { told, code, stdout, decision, note };
  };

  it('brings the certificate of an order that was rejected, and approved when it was decided again', async () => {
    await again('a.json', machines('A-1', 80));
    const order = machines('B-1', 30);
    const first = await again('b.json', order);
    await act('withdrawal', 'a.json', { reason: '重复' });
    await act('decisions', 'b.json', {});

    const second = await again('b.json', order);

    assert.deepEqual(first.told, ['rejected', 'rejected', null, 'order.rejected']);
    assert.deepEqual(second.told, ['approved', 'approved', 'b.json/B-1.jws', null]);
  });

  it('says after a no, in both languages, that a corrected order needs a new reference or is an amendment', async () => {
    const order = { ...Object(contractExample('withoutOperatingSystem')), reference: 'A-1' };
    const rejected = await again('a.json', order);
    const corrected = await again('b.json', machines('A-1', 20));

    assert.deepEqual([rejected.told[3], corrected.told[3]], ['order.rejected', 'order.rejected']);
    assert.match(rejected.note?.text.en ?? '', /needs a new reference, .*\/v1\/orders\/ord_\w+\/amendments/);
    assert.equal(corrected.told[0], 'refused');
    const [csv, csvOfCorrected] = ['a', 'b'].map((name) => platform.read(`out/${name}.json.results.csv`));
    assert.match(csv ?? '', /^A-1,.*,order\.rejected,note,.*新的订单编号.*A corrected order needs a new reference/m);
    assert.match(csvOfCorrected ?? '', /^A-1,.*,order\.rejected,note,.*新的订单编号.*A corrected order needs a new/m);
  });

  it('tells that a referred order was turned down', async () => {
    const order = withoutEvidence();
    const first = await again('a.json', order);
    const legalization = await gate.as('legalization-office');
    await act(
      'rejection',
      'a.json',
      { reason: '没有提供操作系统预装的任何证明材料，不能认定为正版，不予通过。' },
      legalization,
    );

    const second = await again('a.json', order);

    assert.deepEqual(first.told, ['referred', 'referred', null, 'order.referred']);
    assert.deepEqual(second.told, ['referred', 'rejected', null, 'order.turned_down']);
    assert.match(
      platform.read('out/a.json.results.csv'),
      /,rejected,ord_.*,order\.turned_down,note,.*人工审查未予通过/,
    );
  });

  it('tells the decision that stands, also once its certificate was redeemed or its amendment was rejected', async () => {
    const redeemed = machines('A-1', 1);
    await again('first.json', machines('A-0', 1));
    await again('a.json', redeemed);
    await act('withdrawal', 'first.json', { reason: '重复' });
    await act('decisions', 'a.json', {});
    const { decision } = await again('a.json', redeemed);
    const mall = await gate.as('platform');
    const certificate = platform.read('out/a.json/A-1.jws');
    const { status } = await mall.post('/v1/certificates/redeem', { certificate, reference: 'MALL-1' });
    assert.equal(status, 200);
    // What was told before is no longer there: the folder was made anew.
    rmSync(join(platform.folder, '.exchange'), { recursive: true });

    const bought = await again('a.json', redeemed);

    assert.deepEqual(bought.told, ['approved', 'approved', null, 'certificate.redeemed']);
    assert.equal(bought.decision?.id, decision?.id);

    const amended = withoutEvidence();
    await again('b.json', amended);
    const rejection = { ...Object(contractExample('withoutOperatingSystem')), reference: 'CG-2026-0412' };
    await act('amendments', 'b.json', rejection);

    const rejected = await again('b.json', amended);

    assert.deepEqual([rejected.told[0], rejected.decision?.revision], ['rejected', 2]);
  });

  it('says that an approved order has no certificate yet, and brings it once it can be made', async () => {
    const order = machines('A-1', 1);
    const [jwk] = (await gate.nobody.get('/.well-known/jwks.json')).body.keys;
    const file = join(gate.dataDir, 'keys', `certificate-${jwk.kid}.pem`);
    const pem = readFileSync(file);
    rmSync(file);
    const without = await again('a.json', order);
    writeFileSync(file, pem);

    const withOne = await again('a.json', order);

    assert.equal(without.code, 2);
    assert.match(without.stdout, /1 order: 1 approved \(1 without a certificate yet\), 0 referred/);
    assert.deepEqual(without.told, ['approved', 'approved', null, 'certificate.missing']);
    assert.deepEqual([withOne.code, withOne.told], [0, ['approved', 'approved', 'a.json/A-1.jws', null]]);
  });
});
