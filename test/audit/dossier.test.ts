import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { verifyInclusion } from '../../src/log/index.ts';
import { event } from '../agencies/agency-examples.ts';
import { assertDelivered, deliveriesOf, everything } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { invoice, pay } from '../fulfilment/payment/payment-support.ts';
import { deskForEachTest, granted, referredForPrice, reviewOf } from '../orders/review/waivers-support.ts';
import { download, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

const TODAY = { effectiveOn: '2026-06-01' };

/** A dossier has what its parts say, but for the names and numbers that lists put beside the ids. */
async function readUnnamed(caller: Caller, path: string) {
  const unnamed = (key: string, value: unknown) =>
    ['actedBy', 'madeBy', 'signedBy', 'orderReference'].includes(key) ? undefined : value;
  return JSON.parse(JSON.stringify(await read(caller, path), unnamed));
}

onOneEngine('a dossier is put together of what was read', (engine) => {
  describe('everything about an order', () => {
    let gate: Gate;
    let office: Office;
    let audit: Caller;

    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      audit = await gate.as('audit');
    });
    after(() => gate.close());

    const delivered = async (quantity: number): Promise<Response> => {
      const last = await contracted(office, office.order({ quantity }));
      const answer = await deliveriesOf(office).accept(last, everything(office, quantity));
      assertDelivered(answer, 'approved', 'accepted');
      return answer;
    };

    it('is what its parts say, each read by itself', async () => {
      const order = office.order({ quantity: 2 });
      const last = await contracted(office, order);
      const accepted = await deliveriesOf(office).accept(last, everything(office, 2));
      const finance = await gate.as('finance', { who: 'the maker' });
      const paid = await pay(finance, accepted, invoice(order, { machines: 2 }));
      assert.equal(paid.status, 201, JSON.stringify(paid.body));
      const { id } = accepted.body.order;
      const finding = {
        agencyCode: office.agencyCode,
        order: id,
        severity: 'low',
        text: '请说明',
        dueOn: '2026-06-30',
      };
      const raised = await audit.post('/v1/audit-findings', finding);

      const dossier = await read(audit, `/v1/orders/${id}/dossier`);

      assert.deepEqual(dossier.order, await read(audit, `/v1/orders/${id}`));
      const { items: decisions } = await readUnnamed(audit, `/v1/orders/${id}/decisions`);
      assert.deepEqual(
        dossier.decisions.map(({ decision }: { readonly decision: object }) => decision),
        decisions,
      );
      assert.deepEqual(
        decisions.map(({ stage }: { readonly stage: string }) => stage),
        ['submission', 'contract', 'acceptance', 'payment'],
      );
      assert.deepEqual(dossier.acceptances, (await readUnnamed(audit, `/v1/orders/${id}/acceptances`)).items);
      assert.deepEqual(dossier.payments, (await readUnnamed(audit, `/v1/orders/${id}/payments`)).items);
      assert.deepEqual(dossier.chain, (await read(audit, `/v1/orders/${id}/chain?limit=200`)).items);
      assert.deepEqual(dossier.findings, [raised.body]);
    });

    it('tells returns of one day apart', async () => {
      const accepted = await delivered(3);
      const { devices } = accepted.body.acceptance;
      const serials: readonly string[] = devices.map(({ serial }: { readonly serial: string }) => serial);
      const desk = deliveriesOf(office);
      const first = await desk.giveBack(accepted, serials.slice(0, 2));
      await desk.giveBack(first, serials.slice(2));

      const { returns } = await read(audit, `/v1/orders/${accepted.body.order.id}/dossier`);

      assert.deepEqual(
        returns.map((one: { readonly devices: number }) => one.devices),
        [2, 1],
      );
    });

    it('tells every fact of a decision with its source, and every rule in words', async () => {
      const { id } = (await delivered(1)).body.order;

      const [first] = (await read(audit, `/v1/orders/${id}/dossier`)).decisions;

      const explanation = await read(audit, `/v1/decisions/${first.decision.id}/explanation`);
      assert.deepEqual(
        first.rules.map(({ rule, result }: { rule: string; result: string }) => [rule, result]),
        explanation.rules.map((rule: { id: string; result: string }) => [rule.id, rule.result]),
      );
      assert.ok(
        first.rules.every(({ sentences }: { sentences: { en: string }[] }) => /^If\b/.test(sentences[0]?.en ?? '')),
      );
      const facts: readonly { pointer: string; name: string; value: unknown; source: string; standing: string }[] =
        first.facts;
      const price = facts.find(({ name }) => name === 'line.unitPriceFen');
      assert.deepEqual(
        [price?.pointer, price?.value, price?.source, price?.standing],
        ['/lines/0', 499_900, 'body /lines/n/unitPrice; nothing where another line pays for it', 'declared'],
      );
      assert.deepEqual([...new Set(facts.map(({ standing }) => standing))].toSorted(), [
        ...['declared', 'history', 'policy', 'register'],
      ]);
    });

    it('names leaves of the log that prove to be in it', async () => {
      const { id } = (await delivered(1)).body.order;
      const { log, asOf, moves } = await read(audit, `/v1/orders/${id}/dossier`);

      assert.equal(new Set(log.map(({ index }: { index: number }) => index)).size, log.length);
      for (const leaf of log) {
        const proof = await read(audit, leaf.proof);
        assert.equal(proof.leafHash, leaf.leafHash);
        const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
        const included = verifyInclusion({
          ...{ index: BigInt(proof.leafIndex), size: BigInt(proof.treeSize), leaf: bytes(leaf.leafHash) },
          ...{ proof: proof.hashes.map(bytes), root: bytes(proof.rootHash) },
        });
        assert.equal(included, true);
      }
      assert.ok(asOf.index >= log.at(-1).index);
      assert.ok(moves.length > 0 && moves.every(({ at }: { at: string | null }) => at !== null));
    });

    it('is printed section by section in both languages', async () => {
      const { id } = (await delivered(1)).body.order;
      const path = `/v1/orders/${id}/dossier?format=html`;

      const chinese = await download({ gate, finance: audit }, path);
      const english = await download({ gate, finance: audit }, path, { 'accept-language': 'en' });

      assert.match(
        chinese.text,
        /订单审计档案[\s\S]*摘要[\s\S]*一、订单[\s\S]*二（1）、采购审核（第 1 版）[\s\S]*OS-01 计算机预装操作系统[\s\S]*十、日志记录与存在证明/,
      );
      assert.match(english.text, /Everything about this order[\s\S]*2\.1 Decision at submission[\s\S]*OS-01 /);
      assert.doesNotMatch(english.text.replaceAll(/单位|测试|[^\x20-\x7e]/g, ''), /undefined|\[object/);
      assert.equal((await download({ gate, finance: audit }, `/v1/orders/${id}/dossier?format=xlsx`)).status, 200);
    });

    it('says in one language what each line is about and how it stands, whatever happened to the order', async () => {
      const order = office.order({ quantity: 2 });
      const accepted = await deliveriesOf(office).accept(await contracted(office, order), everything(office, 2));
      const finance = await gate.as('finance', { who: 'the maker' });
      const paid = await pay(finance, accepted, invoice(order, { machines: 1 }));
      assert.equal(paid.status, 201, JSON.stringify(paid.body));
      const { id } = accepted.body.order;
      const about = { agencyCode: office.agencyCode, order: id, text: '请说明', dueOn: '2026-06-30' };
      const raised = await audit.post('/v1/audit-findings', { ...about, severity: 'high' });
      const findingPath = `/v1/audit-findings/${raised.body.id}`;
      const answer = await office.officer.post(
        `${findingPath}/answers`,
        { text: '见附件' },
        { 'if-match': etagIn(raised) },
      );
      assert.equal(answer.status, 201, JSON.stringify(answer.body));

      const path = `/v1/orders/${id}/dossier?format=html`;
      const chinese = await download({ gate, finance: audit }, path);
      const english = await download({ gate, finance: audit }, path, { 'accept-language': 'en' });

      const labels = (page: string): readonly string[] => [
        ...new Set([...page.matchAll(/<td class="label">([^<]+)<\/td>/g)].flatMap(([, label]) => label ?? [])),
      ];
      const [inChinese, inEnglish] = [labels(chinese.text), labels(english.text)];
      assert.ok(inChinese.length > 40, `${inChinese.length} labels`);
      assert.deepEqual(
        inChinese.filter((label) => !/\p{Script=Han}/u.test(label)),
        [],
      );
      assert.deepEqual(
        inEnglish.filter((label) => /\p{Script=Han}|^[a-z-]+[._-][a-z-]+$/u.test(label)),
        [],
      );
      assert.match(chinese.text, /取得方式：购置[\s\S]*操作系统状态：预装/);
      assert.match(english.text, /way of acquisition: purchase[\s\S]*Device registered/);
    });

    it('names nobody of another agency that a machine has gone to', async () => {
      const accepted = await delivered(1);
      const { id } = accepted.body.order;
      const [machine] = await gate.db.reader('devices').where({ order_id: id });
      const other = await openOffice(gate);
      const path = `/v1/devices/${machine.id}/events`;
      const moved = await gate.installer.post(path, event({ agencyCode: other.agencyCode }, TODAY), {
        'if-match': `"${machine.log_index}"`,
      });
      const theirs = await other.officer.post(path, event({ state: 'idle' }, TODAY), {
        'if-match': String(moved.headers.etag),
      });
      assert.equal(theirs.status, 200, JSON.stringify(theirs.body));
      const leaves = await gate.db
        .reader('log_leaves')
        .where({ subject: `device/${machine.id}` })
        .orderBy('log_index');
      const theirLeaf = Number(leaves.at(-1).log_index);

      const own = await read(office.officer, `/v1/orders/${id}/dossier`);
      const whole = await read(audit, `/v1/orders/${id}/dossier`);

      const hasLeaf = ({ log }: { readonly log: readonly { readonly index: number }[] }): boolean =>
        log.some(({ index }) => index === theirLeaf);
      assert.deepEqual([hasLeaf(own), hasLeaf(whole)], [false, true]);
      const { by } = whole.log.find(({ index }: { readonly index: number }) => index === theirLeaf);
      const named = (dossier: { readonly people: readonly { readonly id: string }[] }): boolean =>
        dossier.people.some((person) => person.id === by);
      assert.deepEqual([named(own), named(whole)], [false, true]);
    });

    it('takes as many statements for twenty machines as for one', async () => {
      const statements = async (quantity: number): Promise<number> => {
        const { id } = (await delivered(quantity)).body.order;
        // A caller that was not seen for two seconds is looked up again.
        await read(audit, '/v1/log/head');
        const seen: string[] = [];
        const counting = ({ sql }: { readonly sql: string }): void => void seen.push(sql);
        gate.db.reader.on('query', counting);
        await read(audit, `/v1/orders/${id}/dossier`);
        gate.db.reader.off('query', counting);
        return seen.length;
      };
      const [one, twenty] = [await statements(1), await statements(20)];

      assert.equal(twenty, one);
    });

    it('is for the agency and the audit bureau, and masks a classified order for the latter', async () => {
      const { id } = (await delivered(1)).body.order;
      const other = await openOffice(gate);
      assert.equal((await other.officer.get(`/v1/orders/${id}/dossier`)).status, 404);
      const own = await read(office.officer, `/v1/orders/${id}/dossier`);
      assert.equal(own.order.submission.lines[0].description, '办公用计算机');
      assert.ok(own.people.some(({ name }: { name: string }) => name === 'procurement-officer of a test'));

      await gate.db.writer('orders').where({ id }).update({ is_classified: 1 });
      const masked = await read(audit, `/v1/orders/${id}/dossier`);

      assert.equal(masked.order.submission.lines[0].description, '***');
      assert.equal(masked.contracts[0].number, '***');
      assert.ok(masked.people.every(({ name }: { name: string }) => name === '***'));
      const page = await download({ gate, finance: audit }, `/v1/orders/${id}/dossier?format=html`);
      assert.doesNotMatch(page.text, /办公用计算机|of a test/);
    });
  });

  describe('everything about an order that was waived', () => {
    const desk = deskForEachTest(engine);

    it('names the waiver, the proposal and both people', async () => {
      const { office, finance, gate } = desk;
      const referred = await referredForPrice(office);
      const waiver = await granted(finance, reviewOf(referred));
      const audit = await gate.as('audit');

      const dossier = await read(audit, `/v1/orders/${referred.body.order.id}/dossier`);

      assert.deepEqual(dossier.waivers, [await readUnnamed(audit, `/v1/waivers/${waiver}`)]);
      const [proposal, ...more] = dossier.proposals;
      assert.deepEqual(more, []);
      assert.deepEqual(
        [proposal.maker, proposal.signers[0].person],
        [dossier.waivers[0].maker, dossier.waivers[0].signers[0]],
      );
      const named = dossier.people.map(({ id }: { id: string }) => id);
      assert.ok([proposal.maker, proposal.signers[0].person].every((id) => named.includes(id)));
    });
  });
});
