import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission } from '../../src/facts/submission.ts';
import { goodsKinds } from '../../src/goods/index.ts';
import { schemaCompiler } from '../../src/http/contract/schema-compiler.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { decided } from '../../src/orders/orders-routes.ts';
import { catalogueOf, loadPack, valueWords } from '../../src/rules/index.ts';
import { coverageOf } from '../../src/rules/review/rule-coverage.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { printer } from './printers/printer.ts';
import { contractWithPrinters, openPrinters, type Printers } from './printers/with-printers.ts';

/** A line as the contract with printers has it; its types are made of the contract that is shipped. */
function printerLine(changes: object = {}): OrderLine {
  const line = {
    line: 1,
    goods: 'printer',
    catalogue: { edition: '2022', code: 'A02021003' },
    description: '办公用激光打印机',
    brand: '奔图',
    model: 'P3370DN',
    quantity: 3,
    unitPrice: '1200.00',
    domestic: true,
    printer: { category: 'laser-printer', cartridge: 'TL-450' },
    ...changes,
  };
  return line as unknown as OrderLine;
}

describe('printers as a kind of goods, added by one value and by data', () => {
  let printers: Printers;
  before(() => {
    printers = openPrinters();
  });
  after(() => printers.close());

  it('are told by the contract, and their details stand on no other line', () => {
    const contract = contractWithPrinters();
    const compile = schemaCompiler(contract, { allErrors: false });
    const isLine = compile({ $ref: '#/components/schemas/OrderLine' });

    assert.equal(isLine(printerLine()), true);
    assert.equal(isLine(printerLine({ goods: 'computer' })), false);
    assert.equal(isLine(printerLine({ software: { category: 'office' } })), false);
    assert.equal(isLine(printerLine({ computer: { category: 'desktop' } })), false);
  });

  it('have a rule that is in order, and words for people', async () => {
    const { rules, facts } = loadPack(printers.packFolder);
    const rule = rules.find(({ id }) => id === 'PRT-01');
    assert.ok(rule);

    assert.deepEqual((await coverageOf(rule, catalogueOf({ facts }))).failures, []);
    assert.equal(valueWords('line.goods', 'printer')['zh-CN'], '打印机');
    assert.equal(valueWords('line.category', 'laser-printer')['zh-CN'], '激光打印机');
  });

  it('are refused by a gate that does not have the kind: neither their rule nor their cap would be read', () => {
    goodsKinds.delete(printer.name);
    try {
      assert.throws(() => loadPack(printers.packFolder), /policy\.name_unknown.*PRT-01\.json#\/appliesTo\/goods/);
    } finally {
      goodsKinds.set(printer.name, printer);
    }
  });
});

describe('an order of printers', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let printers: Printers;
    let gate: Gate;
    before(async () => {
      printers = openPrinters();
      gate = await startGate({ engine, env: { GATE_PACK_DIR: printers.packFolder } });
    });
    after(async () => {
      await gate.close();
      printers.close();
    });

    it('is approved up to their own cap, and rejected by their own rule one fen above it', async () => {
      const office = await openOffice(gate);

      const atCap = await submitted(gate, orderOf(office, printerLine()));
      const above = await submitted(gate, orderOf(office, printerLine({ unitPrice: '1200.01', model: 'P3371DN' })));

      assert.deepEqual(saidOf(atCap), { outcome: 'approved', findings: [], indeterminate: [] });
      assert.deepEqual(saidOf(above), {
        outcome: 'rejected',
        findings: ['PRT-01/over-cap /lines/0/unitPrice'],
        indeterminate: [],
      });
    });

    it('of a category without a cap costs what it costs, and computers keep the caps that they had', async () => {
      const office = await openOffice(gate);
      const inkjet = { printer: { category: 'inkjet-printer' }, unitPrice: '9000.00' };

      const uncapped = await submitted(gate, orderOf(office, printerLine(inkjet)));
      const computer = await office.submit(office.order({ unitPrice: '5000.01' }));

      assert.deepEqual(saidOf(uncapped), { outcome: 'approved', findings: [], indeterminate: [] });
      assert.deepEqual(saidOf(computer.body), {
        outcome: 'rejected',
        findings: ['HW-01/over-cap /lines/0/unitPrice'],
        indeterminate: [],
      });
    });

    it('is incomplete where it does not say what printers they are', async () => {
      const office = await openOffice(gate);

      const { decision } = await submitted(gate, orderOf(office, printerLine({ printer: {} })));

      const [finding] = decision.findings;
      assert.equal(finding?.rule, 'INT-01');
      assert.match(finding?.message.en ?? '', /\/lines\/0\/printer\/category/);
    });

    it('is shown without their texts to strangers, if it is classified', async () => {
      const office = await openOffice(gate, { isClassified: true });
      const order = { ...orderOf(office, printerLine()), classified: true };

      const { order: shown } = await submitted(gate, order, AUDITOR);

      assert.deepEqual(shown.submission.lines, [
        {
          ...order.lines[0],
          ...{ description: '***', brand: '***', model: '***' },
          printer: { category: 'laser-printer', cartridge: '***' },
        },
      ]);
    });
  });
});

type Submitted = ReturnType<typeof decided>['body'];

const AUDITOR: Actor = {
  ...{ keyId: 'key_auditor', personId: null, role: 'audit', scopes: [] },
  grant: { region: '000000' },
};

/** Past the door, which asks the shipped contract; answered as the door would. */
async function submitted(gate: Gate, body: OrderSubmission, reader?: Actor): Promise<Submitted> {
  const actor: Actor = {
    ...{ keyId: 'key_000001', personId: null, role: 'procurement-officer', scopes: [] },
    grant: { agencies: [body.agencyCode] },
  };
  return decided(reader ?? actor, await gate.queue.put({ kind: 'submit', actor, body })).body;
}

/** The order of an office, with printers in the place of its computers and no software for them. */
function orderOf(office: Office, printers: OrderLine): OrderSubmission {
  const { softwarePlan: _none, lines, ...order } = office.order({ line: { ...printers, computer: null } });
  return { ...order, lines, total: lines[0]?.funding?.[0]?.amount ?? null };
}

function saidOf({ decision }: Pick<Submitted, 'decision'>) {
  const findings = decision.findings.map(({ rule, clause, pointer }) => `${rule}/${clause} ${pointer}`);
  return { outcome: decision.outcome, findings, indeterminate: decision.indeterminate };
}
