import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, type OfficeWish, openOffice } from '../../support/office.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  INTEL,
  itemsOf,
  lineOf,
  verdictOf,
  WINDOWS_PRO,
} from './tricky-orders.ts';

type Machine = NonNullable<OrderLine['computer']>;

/** No unit that must buy rated products. */
const HOSPITAL: OfficeWish = { kind: 'other-institution', level: 'city' };

describe('software that is not what it is called', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('a software line', () => {
      const buy = async (wish: { line?: Partial<OrderLine>; item?: Partial<PlanItem> | null }) => {
        const office = await openOffice(gate);
        const line = softwareLine(office, wish.line);
        const item: PlanItem = {
          ...itemsOf(office).officeItem,
          ...{ orderLine: 1, seats: 10, unitPrice: null, forExistingDevices: 10 },
          ...wish.item,
        };
        const order = composed(office, { lines: [line], items: wish.item === null ? [] : [item] });
        return office.submit(paidAsSoftware(office, order));
      };
      const unsaid = 'INT-01 elements-missing';

      it('without an item of the plan that says what it buys is not complete, at whatever price', async () => {
        assertJudged(await buy({ item: null }), 'rejected', [unsaid]);
        assertJudged(await buy({ item: null, line: { unitPrice: '5000.00' } }), 'rejected', [unsaid]);
      });

      it('is judged by its item, to the fen', async () => {
        assertApproved(await buy({}));
        assertJudged(await buy({ line: { unitPrice: '1400.01' } }), 'rejected', [
          'HW-02 over-maximum /softwarePlan/0/unitPrice',
        ]);
      });

      it('is not described by an item of another kind', async () => {
        const answer = await buy({ item: { category: 'other', forExistingDevices: 0, unitPrice: '0.00' } });

        assertJudged(answer, 'rejected', [unsaid, 'PLN-08 known-as-other /softwarePlan/0/product']);
      });

      it('of software that no rule is about needs no item', async () => {
        const accounting: Partial<OrderLine> = {
          ...{ software: { category: 'other' }, catalogue: { edition: '2022', code: 'A08060399' } },
          description: '会计核算软件',
        };

        assertApproved(await buy({ item: null, line: accounting }));
      });
    });

    describe('the system that the plan gives', () => {
      const planned = async (machine: Machine, version: string) => {
        const office = await openOffice(gate, HOSPITAL);
        const { officeItem, antivirus } = itemsOf(office);
        const seats = machine.virtualDesktops ?? 1;
        const items: readonly PlanItem[] = [
          ...(machine.virtualDesktops ? [officeItem, antivirus].map((item) => ({ ...item, seats })) : []),
          ...(machine.category === 'server' ? [{ ...antivirus, item: 3, category: 'antivirus-server' } as const] : []),
          {
            ...{ ...officeItem, item: 4, category: 'operating-system', product: 'Windows', edition: 'Pro', version },
            ...{ licenceType: 'retail', unitPrice: '1000.00', seats },
          },
        ];
        const lines = [{ ...lineOf(office), catalogue: codeOf(machine), unitPrice: '20000.00', computer: machine }];
        const anywhere = items.map((item) => ({ ...item, platforms: ['windows-x64', 'linux-x64'] }));
        return office.submit(composed(office, { lines, items: anywhere as PlanItem[] }));
      };
      const server: Machine = {
        category: 'server',
        intendedUse: 'server',
        cpu: INTEL,
        operatingSystem: { state: 'none' },
      };
      const terminals: Machine = {
        ...{ category: 'thin-client', cpu: INTEL, virtualDesktops: 10, operatingSystem: { state: 'none' } },
      };
      const host: Machine = { ...server, virtualDesktops: 10, operatingSystem: WINDOWS_PRO };
      const banned = 'OS-11 planned-banned /lines/0/computer/operatingSystem';
      const ended = 'OS-10 planned-ended-by-delivery /lines/0/computer/operatingSystem';

      const short = 'OS-10 planned-ends-within-life /lines/0/computer/operatingSystem';

      it('servers without one is no banned and no unsupported one', async () => {
        assertJudged(await planned(server, '8'), 'rejected', [ended, banned]);
        assertJudged(await planned(server, '7'), 'rejected', [ended]);
        assertJudged(await planned(server, '11 25H2'), 'approved', [short]);
      });

      it('virtual desktops is none either, whatever their hosts and terminals run', async () => {
        assertJudged(await planned(terminals, '8'), 'rejected', [ended, banned]);
        assertJudged(await planned(terminals, '7'), 'rejected', [ended]);
        assertJudged(await planned(terminals, '11 25H2'), 'approved', [short]);
        assertJudged(await planned(host, '7'), 'rejected', [ended]);
      });

      it('goes to a person when nobody knows how long it is supported', async () => {
        const answer = await planned(server, '12');

        assert.deepEqual(verdictOf(answer), {
          ...{ outcome: 'referred', findings: [], indeterminate: ['OS-10 /lines/0'] },
        });
      });
    });

    it('free software that stands among the purchases must be on the list, and does not count before', async () => {
      const office = await openOffice(gate);
      const { officeItem, antivirus } = itemsOf(office);
      const submit = (model: string, licence: Partial<PlanItem>) => {
        const free: PlanItem = { ...antivirus, unitPrice: '0.00', serviceMonths: null, validUntil: null, ...licence };
        return office.submit(composed(office, { lines: [{ ...lineOf(office), model }], items: [officeItem, free] }));
      };

      assertJudged(await submit('A', { licenceType: 'free' }), 'rejected', [
        'PLN-03 clients-short /softwarePlan',
        'PLN-07 not-on-list /softwarePlan/1/product',
      ]);
      assertApproved(await submit('B', { licenceType: 'perpetual', serviceMonths: 12, unitPrice: '91.00' }));
    });
  });
});

function codeOf({ category }: Machine): OrderLine['catalogue'] {
  return { edition: '2022', code: category === 'server' ? 'A02010104' : 'A02010199' };
}

function softwareLine(office: Office, changes: Partial<OrderLine> = {}): OrderLine {
  const { computer: _computer, brand: _brand, model: _model, ...line } = lineOf(office);
  return {
    ...{ ...line, goods: 'software', catalogue: { edition: '2022', code: 'A08060301' }, description: '办公软件' },
    ...{ software: { category: 'office' }, quantity: 10, unitPrice: '580.00', ...changes },
  };
}

function paidAsSoftware(office: Office, order: OrderSubmission): OrderSubmission {
  const paid = order.lines.map((line) => {
    return { ...line, funding: (line.funding ?? []).map((entry) => ({ ...entry, budgetLine: office.softwareLine })) };
  });
  return { ...order, lines: paid };
}
