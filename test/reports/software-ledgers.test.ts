import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import { endInstallations, recordInstallations } from '../../src/register/index.ts';
import { BUREAU, bureau, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { acceptTwoMachines, act, ACCEPTING as actor, installation } from '../register/holdings-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, type TestClock, testClock } from '../support/gate.ts';
import { seesPaper, sheetsOf } from '../support/paper.ts';
import { read } from './reports-support.ts';

const SUMMARY = '/v1/reports/software-summary';
const IN_USE = '/v1/reports/software-in-use';
const CHANGES = '/v1/reports/software-maintenance?from=2026-06-01&until=2026-06-30';

forEachEngine('statements', (engine) => {
  describe('the ledgers of software', () => {
    let gate: Gate;
    let clock: TestClock;

    beforeEach(async () => {
      clock = testClock();
      gate = await startGate({ engine, clock });
      await given(gate, '/v1/agencies', bureau({ staff: 12 }));
      await given(gate, '/v1/agencies', library({ parentCode: BUREAU }));
      await acceptTwoMachines(gate);
    });
    afterEach(() => gate.close());

    const bytes = async (path: string, headers: Record<string, string> = {}): Promise<Buffer> => {
      const authorization = `Bearer ${gate.installer.secret}`;
      const answer = await fetch(`${gate.url}${path}`, { headers: { authorization, ...headers } });
      assert.equal(answer.status, 200, `${path}: ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    };

    it('list every computer with its user, what is licensed and how, and what is installed', async () => {
      const { items, on, next } = await read(gate.installer, `${IN_USE}?agencyCode=${BUREAU}`);

      assert.deepEqual([on, next, items.length], ['2026-06-01', null, 2]);
      const [first] = items;
      assert.deepEqual(
        [first.deviceId, first.agencyName, first.serial, first.department, first.usedBy],
        ['dev_a', '荆州市文化和旅游局', 'SN-dev_a', '办公室', '张三'],
      );
      assert.deepEqual(first.software, [
        {
          ...{ category: 'operating-system', agreement: 'not-installed', authorisation: 'oem' },
          ...{ validFrom: null, validUntil: null },
          licensed: { product: 'UnionTech UOS Desktop', edition: 'Professional', version: '20' },
          ...{ entitlementId: 'ent_oem_a', allocationId: 'alo_oem_a' },
          ...{ installed: null, installationId: null, seenFrom: null },
        },
        {
          ...{ category: 'office', agreement: 'agrees', authorisation: 'volume', validFrom: null, validUntil: null },
          licensed: { product: 'WPS Office', edition: 'Professional', version: '2023' },
          ...{ entitlementId: 'ent_office', allocationId: 'alo_office_a' },
          installed: { product: 'WPS Office', edition: 'Professional', version: '2023' },
          ...{ installationId: 'ins_a', seenFrom: '2026-06-01' },
        },
      ]);
    });

    it('are paged without losing or repeating a computer', async () => {
      const one = await read(gate.installer, `${IN_USE}?limit=1`);
      const two = await read(gate.installer, `${IN_USE}?limit=1&after=${one.next}`);

      assert.deepEqual(
        [one, two].map(({ items }) => items.map(({ deviceId }: { deviceId: string }) => deviceId)),
        [['dev_a'], ['dev_b']],
      );
      assert.equal(two.next, null);
    });

    it('sum up what the detailed ledger lists, agency by agency, with those below one', async () => {
      const { installer } = gate;
      const free = { category: 'other', product: '7-Zip', edition: null, version: null } as const;
      await act(gate, (entry) =>
        recordInstallations(entry, { actor, states: [installation('ins_zip', 'dev_a', { ...free })] }),
      );
      const alone = await read(installer, `${SUMMARY}?agencyCode=${BUREAU}`);
      const all = await read(installer, `${SUMMARY}?agencyCode=${BUREAU}&subtree=true`);

      const { headcount, computers, desktops, commercial, preinstalled, unlicensed, office, otherSoftware, installed } =
        alone.total;
      assert.deepEqual([headcount, computers, desktops], [12, 2, 2]);
      assert.deepEqual([commercial, preinstalled, unlicensed, installed], [2, 0, 1, 3]);
      assert.deepEqual([office, otherSoftware], [2, 1]);
      assert.deepEqual(
        all.items.map(({ agencyCode, figures }: { agencyCode: string; figures: { computers: number } }) => [
          agencyCode,
          figures.computers,
        ]),
        [BUREAU, LIBRARY].sort().map((code) => [code, code === BUREAU ? 2 : 0]),
      );
      assert.equal(alone.items.length, 1);
    });

    it('say with the licence positions that a licence which begins later allows nothing yet', async () => {
      const { installer } = gate;
      const { etag } = (await installer.get('/v1/entitlements/ent_office')).headers;
      const event = { effectiveOn: '2026-06-01', reason: '授权书载明', changes: { validFrom: '2026-06-20' } };
      const changed = await installer.post('/v1/entitlements/ent_office/events', event, { 'if-match': String(etag) });
      assert.equal(changed.status, 200, JSON.stringify(changed.body));

      const { items } = await read(installer, `${IN_USE}?agencyCode=${BUREAU}`);
      const { total } = await read(installer, `${SUMMARY}?agencyCode=${BUREAU}`);
      const positions = await read(installer, `/v1/licence-positions?agencyCode=${BUREAU}&category=office`);

      for (const { software } of items) {
        assert.deepEqual([software[1].agreement, software[1].validFrom], ['not-yet-valid', '2026-06-20']);
      }
      assert.deepEqual([total.commercial, total.unlicensed, positions.total.shortfall], [0, 2, 2]);
    });

    it('tell an upgrade as an uninstallation on the old number and an installation on the new one', async () => {
      clock.advance({ days: 9 });
      await act(gate, async (entry) => {
        await endInstallations(entry, { which: { ids: ['ins_a'] }, actor });
        const newer = installation('ins_new', 'dev_a', { version: '2026', seenFrom: entry.on, seenLast: entry.on });
        await recordInstallations(entry, { actor, states: [newer] });
      });

      const { items } = await read(gate.installer, CHANGES);

      const told = items.map((row: Record<string, unknown>) => [
        row.number,
        (row.software as { version: string }).version,
        row.on,
        row.change,
        row.installationId,
      ]);
      const [old, , upgraded, newer] = told;
      assert.deepEqual(
        told.map((row: unknown[]) => row.slice(1)),
        [
          ['2023', '2026-06-01', 'installed', 'ins_a'],
          ['2023', '2026-06-01', 'installed', 'ins_b'],
          ['2023', '2026-06-10', 'uninstalled', 'ins_a'],
          ['2026', '2026-06-10', 'installed', 'ins_new'],
        ],
      );
      assert.match(String(old[0]), /^BG-[0-9A-F]{8}$/);
      assert.equal(upgraded[0], old[0]);
      assert.notEqual(newer[0], old[0]);
      const paged = await read(gate.installer, `${CHANGES}&limit=2`);
      const rest = await read(gate.installer, `${CHANGES}&limit=2&after=${paged.next}`);
      assert.deepEqual([...paged.items, ...rest.items], items);
      const sheets = await readExcelFile(await bytes(`${CHANGES}&format=xlsx`));
      assert.deepEqual(
        sheets.map(({ sheet }) => sheet),
        [old[0], newer[0]],
      );
    });

    it('are of the day that is asked for: who used a machine then, and what was there', async () => {
      clock.advance({ days: 9 });
      const tag = String((await gate.installer.get('/v1/devices/dev_a')).headers.etag);
      await gate.installer.patch('/v1/devices/dev_a', { usedBy: '李四' }, { 'if-match': tag });
      await act(gate, (entry) => endInstallations(entry, { which: { ids: ['ins_a'] }, actor }));
      clock.advance({ days: 1 });
      const late = { agencyCode: BUREAU, category: 'laptop', serial: 'SN-late', state: 'in-use' };
      await given(gate, '/v1/devices', { ...late, assetNumber: 'L-1', acquiredOn: '2026-06-02' });
      await given(gate, '/v1/devices', { ...late, assetNumber: 'L-2', serial: 'SN-later', acquiredOn: '2026-06-11' });

      const usersOn = async (day: string): Promise<readonly unknown[]> =>
        (await read(gate.installer, `${IN_USE}?on=${day}`)).items.map(
          ({ serial, usedBy, software }: { serial: string; usedBy: string; software: { installed: unknown }[] }) => [
            ...[serial, usedBy, software.filter(({ installed }) => installed !== null).length],
          ],
        );

      assert.deepEqual(await usersOn('2026-05-31'), []);
      assert.deepEqual(await usersOn('2026-06-01'), [
        ['SN-dev_a', '张三', 1],
        ['SN-dev_b', '张三', 1],
      ]);
      assert.deepEqual(await usersOn('2026-06-09'), [
        ['SN-late', null, 0],
        ['SN-dev_a', '张三', 1],
        ['SN-dev_b', '张三', 1],
      ]);
      assert.deepEqual(await usersOn('2026-06-11'), [
        ['SN-late', null, 0],
        ['SN-later', null, 0],
        ['SN-dev_a', '李四', 0],
        ['SN-dev_b', '张三', 1],
      ]);
      assert.equal((await gate.installer.get(`${IN_USE}?on=2026-06-12`)).body.code, 'report.day_ahead');
    });

    it('show names to those who must know them, and of a classified agency nothing that points at a machine', async () => {
      const seenBy = async (role: 'finance' | 'audit' | 'legalization-office'): Promise<readonly unknown[]> => {
        const [{ usedBy, serial, department }] = (await read(await gate.as(role), IN_USE)).items;
        return [usedBy, serial, department];
      };
      const own = await gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });

      assert.deepEqual(await seenBy('finance'), ['***', 'SN-dev_a', '办公室']);
      assert.deepEqual(await seenBy('audit'), ['张三', 'SN-dev_a', '办公室']);
      await gate.db.writer('agencies').where({ code: BUREAU }).update({ is_classified: 1 });
      assert.deepEqual(await seenBy('legalization-office'), ['***', '***', '***']);
      const [mine] = (await read(own, IN_USE)).items;
      assert.deepEqual([mine.usedBy, mine.serial], ['张三', 'SN-dev_a']);
      assert.equal((await own.get(`${IN_USE}?agencyCode=${LIBRARY}`)).status, 404);
    });

    it('refuse a period that ends before it begins or is longer than a year', async () => {
      const ask = async (from: string, until: string): Promise<unknown> =>
        (await gate.installer.get(`/v1/reports/software-maintenance?from=${from}&until=${until}`)).status;

      assert.deepEqual(
        [
          await ask('2026-06-02', '2026-06-01'),
          await ask('2026-01-01', '2027-01-03'),
          await ask('2026-01-01', '2027-01-02'),
        ],
        [400, 400, 200],
      );
    });

    if (seesPaper('the ledgers of software on paper')) {
      it('come as sheets with the agency, the day, and who signs, in both languages', async () => {
        const wanted = {
          'zh-CN': [
            '软件使用情况明细表',
            '荆州市文化和旅游局',
            '截止日期：2026-06-01',
            '张三',
            '填表人：',
            '（单位盖章）：',
          ],
          en: ['Software in use, in detail', 'As of: 2026-06-01', 'pre-installed (OEM)', 'Filled in by:', 'Seal:'],
        };
        for (const [language, phrases] of Object.entries(wanted)) {
          const pdf = await bytes(`${IN_USE}?agencyCode=${BUREAU}&format=pdf`, { 'accept-language': language });
          const shown = sheetsOf(pdf)
            .flatMap(({ words }) => words.map((word) => word.text))
            .join(language === 'en' ? ' ' : '');
          for (const phrase of phrases) assert.ok(shown.includes(phrase), `${phrase}: ${shown}`);
        }
        const changes = sheetsOf(await bytes(`${CHANGES}&format=pdf`));
        assert.ok(changes[0]?.words.some(({ text }) => text.startsWith('BG-')));
      });
    }
  });
});
