import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

describe('an order that names files', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('shows the scan of an approval that its agency has sent, and names no other file', async () => {
      const office = await openOffice(gate);
      const path = `/v1/evidence-files?agencyCode=${office.agencyCode}&name=approval.pdf`;
      const scan = {
        bytes: Buffer.from(`%PDF-1.4 ${office.agencyCode}`),
        headers: { 'content-type': 'application/pdf' },
      };
      const { hash } = (await office.officer.send('post', path, scan)).body;
      const approval = { kind: 'price-finance', document: '荆财采〔2026〕7号' } as const;

      const order = office.order();
      const unsent = await office.submit({ ...order, approvals: [approval, { ...approval, file: 'a'.repeat(64) }] });
      const checked = await office.officer.post('/v1/checks', {
        ...order,
        approvals: [{ ...approval, file: 'b'.repeat(64) }],
      });
      const sent = await office.submit({ ...order, approvals: [{ ...approval, file: hash }] });

      for (const [{ status, body }, pointer] of [
        [unsent, '/approvals/1/file'],
        [checked, '/approvals/0/file'],
      ] as const) {
        assert.deepEqual([status, body.code, body.errors[0].pointer], [422, 'evidence.file', pointer]);
      }
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      const { submission } = (await office.officer.get(`/v1/orders/${sent.body.order.id}`)).body;
      assert.equal(submission.approvals[0].file, hash);
    });

    it('keeps the announcement of a rating and the scan of a proof, and names no file that nobody sent', async () => {
      const office = await openOffice(gate);
      const path = `/v1/evidence-files?agencyCode=${office.agencyCode}&name=announcement.pdf`;
      const scan = {
        bytes: Buffer.from(`%PDF-1.4 announcement ${office.agencyCode}`),
        headers: { 'content-type': 'application/pdf' },
      };
      const { hash } = (await office.officer.send('post', path, scan)).body;
      const naming = (file: string) => {
        const order = office.order();
        const [line, ...others] = order.lines;
        const computer = line?.computer;
        const securityRating = { level: 'I', announcement: '2023-1', file };
        const operatingSystem = {
          ...computer?.operatingSystem,
          evidence: [{ kind: 'coa' as const, reference: 'UOS-1', file }],
        };
        const mended = { ...computer, cpu: { ...computer?.cpu, securityRating }, operatingSystem };
        return { ...order, lines: line ? [{ ...line, computer: mended }, ...others] : others };
      };

      const unsent = await office.submit(naming('a'.repeat(64)));
      const sent = await office.submit(naming(hash));

      assert.equal(unsent.status, 422);
      assert.deepEqual(
        unsent.body.errors.map(({ pointer }: { readonly pointer: string }) => pointer),
        ['/lines/0/computer/cpu/securityRating/file', '/lines/0/computer/operatingSystem/evidence/0/file'],
      );
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      const { submission } = (await office.officer.get(`/v1/orders/${sent.body.order.id}`)).body;
      assert.equal(submission.lines[0].computer.cpu.securityRating.file, hash);
    });
  });
});
