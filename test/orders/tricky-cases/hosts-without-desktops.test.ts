import assert from 'node:assert/strict';
import type { OrderLine } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { officeForEachTest } from '../life-support.ts';
import { composed, INTEL, lineOf, verdictOf } from './tricky-orders.ts';

type Computer = NonNullable<OrderLine['computer']>;

const NO_DESKTOPS = 'PLN-09 host-without-desktops /lines/0/computer/virtualDesktops';
const NOT_STATED = 'PLN-09 desktops-not-stated /lines/0/computer/virtualDesktops';

describe('a host of virtual desktops', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    const here = officeForEachTest(engine);

    /** What PLN-09 says of one server. */
    const found = async (changes: Partial<Computer>) => {
      const { office } = here;
      const system: Computer['operatingSystem'] = {
        ...{ state: 'preinstalled', product: 'Windows Server 2025', edition: 'Standard', version: '2025' },
        ...{ licenceType: 'oem', evidence: [{ kind: 'coa' }] },
      };
      const line: OrderLine = {
        ...lineOf(office),
        ...{ description: '服务器', unitPrice: '60000.00', catalogue: { edition: '2022', code: 'A02010104' } },
        computer: { category: 'server', cpu: INTEL, cores: 16, operatingSystem: system, ...changes },
      };
      const { findings } = verdictOf(await office.submit(composed(office, { lines: [line], items: [] })));
      return findings.filter((finding: string) => finding.startsWith('PLN-09'));
    };

    it('goes to a person where it hosts none, or does not say how many', async () => {
      assert.deepEqual(await found({ intendedUse: 'virtual-desktop-host', virtualDesktops: 0 }), [NO_DESKTOPS]);
      assert.deepEqual(await found({ intendedUse: 'virtual-desktop-host', virtualDesktops: null }), [NOT_STATED]);
    });

    it('is held to the systems of its desktops where it says how many', async () => {
      assert.deepEqual(await found({ intendedUse: 'virtual-desktop-host', virtualDesktops: 40 }), [
        'PLN-09 virtual-systems-short /lines/0/computer/virtualDesktops',
      ]);
    });

    it('is no server that hosts none and says so', async () => {
      for (const virtualDesktops of [0, null])
        assert.deepEqual(await found({ intendedUse: 'server', virtualDesktops }), []);
    });
  });
});
