/** Scans as agents write them, shortened to what a register needs, with members that it must leave alone. */

export interface ScanWish {
  readonly serial?: string;
  readonly mainboard?: string;
  readonly assetTag?: string;
  readonly system?: string;
  readonly software?: readonly (readonly [name: string, version: string])[];
  readonly on?: string;
}

/** What `glpi-agent` sends of a Windows laptop. */
export function glpiScan(wish: ScanWish = {}): Record<string, unknown> & { content: Record<string, unknown> } {
  const { serial = 'PF0ABC', mainboard = '/PF0ABC/CN1234/', assetTag, software = [['WPS Office', '2023']] } = wish;
  const [system = 'Microsoft Windows 11 专业版', on = '2026-05-20'] = [wish.system, wish.on];
  return {
    action: 'inventory',
    deviceid: 'cz-pc-07-2026-01-26-14-32-36',
    itemtype: 'Computer',
    content: {
      accesslog: { logdate: `${on} 09:15:00` },
      bios: {
        ...{ bmanufacturer: 'LENOVO', bversion: 'N1FET75W', smanufacturer: 'LENOVO', smodel: 'ThinkPad X1' },
        ...{ ssn: serial, msn: mainboard, ...(assetTag !== undefined && { assettag: assetTag }) },
      },
      cpus: [{ arch: 'x86_64', core: 4, name: 'Intel(R) Core(TM) i5' }],
      hardware: { chassis_type: 'Notebook', lastloggeduser: 'zhangsan', name: 'CZ-PC-07', vmsystem: 'Physical' },
      operatingsystem: { arch: '64-bit', full_name: system, kernel_name: 'MSWin32', name: 'Windows', version: '23H2' },
      softwares: [
        ...software.map(([name, version]) => ({ arch: 'x86_64', from: 'registry', name, version })),
        { name: 'KB5031455', from: 'WMI', system_category: 'hotfix' },
        { from: 'registry' },
      ],
      versionclient: 'GLPI-Agent_v1.7',
    },
  };
}

/** What OCS Inventory's REST API answers of one computer. */
export function ocsComputer({ serial = 'F35F284', software = [['WPS Office', '2019']] }: ScanWish = {}): object {
  return {
    accountinfo: [{ HARDWARE_ID: 3, TAG: 'CZ' }],
    bios: [
      {
        ...{ ASSETTAG: '', HARDWARE_ID: 3, MSN: '/F35F284/VNWSV005/', SMANUFACTURER: 'Dell Inc.' },
        ...{ SMODEL: 'Latitude 3450', SSN: serial, TYPE: 'Notebook' },
      },
    ],
    hardware: {
      ...{ ID: 3, NAME: 'W11F35F', USERID: 'lisi', LASTDATE: '2026-05-18 20:27:57', LASTCOME: '2026-05-19 20:27:57' },
      ...{ OSNAME: 'Microsoft Windows 11 Pro', OSVERSION: '10.0.26200', MEMORY: 16_288 },
    },
    software: software.map(([NAME, VERSION]) => ({ NAME, PUBLISHER: 'Kingsoft', VERSION })),
  };
}
