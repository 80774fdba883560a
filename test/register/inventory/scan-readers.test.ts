import assert from 'node:assert/strict';
import { realNumber } from '../../../src/register/devices/real-number.ts';
import { readScans } from '../../../src/register/inventory/scans/agent-scans.ts';
import { glpiScan, ocsComputer } from './scans.ts';

describe('scans of agents', () => {
  it('of GLPI give the computer by its firmware, and its software without updates', () => {
    const [computer] = readScans(glpiScan());

    assert.deepEqual(computer?.device, {
      ...{ serial: 'PF0ABC', mainboardSerial: '/PF0ABC/CN1234/', brand: 'LENOVO', model: 'ThinkPad X1' },
      category: 'laptop',
    });
    assert.deepEqual(
      computer?.software?.map(({ name, version }) => [name, version]),
      [
        ['Microsoft Windows 11 专业版', '23H2'],
        ['WPS Office', '2023'],
      ],
    );
    assert.deepEqual([computer?.seenOn, computer?.covers.length, computer?.faults], ['2026-05-20', 5, []]);
  });

  it('that are partial say nothing about what they leave out', () => {
    const { content, ...scan } = glpiScan();
    const { softwares: _left, ...withoutPrograms } = content;
    const { operatingsystem: _out, ...withoutSystem } = content;

    const [system, programs] = readScans([
      { ...scan, partial: true, content: withoutPrograms },
      { ...scan, partial: true, content: withoutSystem },
    ]);
    const [nothing] = readScans({ ...scan, content: { bios: content.bios } });

    assert.deepEqual([system?.covers, system?.software?.length], [['operating-system'], 1]);
    assert.ok(!programs?.covers.includes('operating-system'));
    assert.deepEqual([nothing?.software, nothing?.covers], [null, []]);
  });

  it('of OCS Inventory are read from a single computer, a list, and the answer of its API', () => {
    const one = readScans(ocsComputer());
    const answer = readScans({ 3: ocsComputer(), 17: ocsComputer({ serial: 'F35F285' }) });
    const list = readScans([{ 3: ocsComputer() }, glpiScan()]);

    assert.deepEqual(one[0]?.device, {
      ...{ serial: 'F35F284', mainboardSerial: '/F35F284/VNWSV005/', brand: 'Dell Inc.', model: 'Latitude 3450' },
      category: 'laptop',
    });
    assert.deepEqual(
      one[0]?.software?.map(({ name }) => name),
      ['Microsoft Windows 11 Pro', 'WPS Office'],
    );
    assert.deepEqual(
      answer.map(({ row, device, seenOn }) => [row, device.serial, seenOn]),
      [
        [1, 'F35F284', '2026-05-18'],
        [2, 'F35F285', '2026-05-18'],
      ],
    );
    assert.deepEqual(
      list.map(({ device }) => device.serial),
      ['F35F284', 'PF0ABC'],
    );
  });

  it('of OCS Inventory whose software has numbers for names end nothing', () => {
    const [computer] = readScans({ ...ocsComputer(), software: [{ NAME_ID: 42, VERSION_ID: 7 }] });
    const [empty] = readScans({ ...ocsComputer(), software: [] });

    assert.deepEqual([computer?.covers, computer?.remarks[0]?.column], [['operating-system'], 'software']);
    assert.equal(empty?.covers.length, 5);
  });

  it('of a virtual machine, a printer, a group of computers or of nothing known are refused', () => {
    const { content, ...scan } = glpiScan();
    const faultOf = (body: unknown) => readScans(body).map(({ faults }) => faults[0]?.column ?? 'none');

    const virtual = { ...content, hardware: { ...Object(content.hardware), vmsystem: 'VMware' } };
    const group = { ...ocsComputer(), hardware: { DEVICEID: '_SYSTEMGROUP_' } };
    const inVmware = { ...ocsComputer(), bios: [{ SMODEL: 'VMware7,1', SSN: 'VM-1' }] };

    assert.deepEqual(faultOf({ ...scan, content: virtual }), ['content.hardware.vmsystem']);
    assert.deepEqual(faultOf({ ...glpiScan(), itemtype: 'Printer' }), ['itemtype']);
    assert.deepEqual(faultOf([group, inVmware]), ['hardware.DEVICEID', 'content.hardware.vmsystem']);
    assert.equal(readScans({ hello: 'world' })[0]?.faults.length, 1);
    assert.equal(readScans(['text'])[0]?.faults.length, 1);
    assert.throws(() => readScans([]), { code: 'import.no_scans' });
  });

  for (const placeholder of [
    'To be filled by O.E.M.',
    'Default string',
    '0000000000',
    'N/A',
    ' none ',
    '---',
    '无',
    'XXXXX',
    '',
  ]) {
    it(`take ${JSON.stringify(placeholder)} for no number`, () => {
      assert.equal(realNumber(placeholder), undefined);
    });
  }
});
