import assert from 'node:assert/strict';
import type { Gate } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { openEntitlement, openOffice } from '../support/office.ts';
import { YEAR } from './steps.ts';
import type { Agency, AgencyFunding, World } from './world.ts';
import { SPARE_PLATFORM, yuan } from './written-orders.ts';

/** What is different about an agency when its year is closed. */
export type Peculiarity = 'none' | 'no-next-software-line' | 'keeps-open';

const HARDWARE_FEN = 60_000_000;
const SOFTWARE_FEN = 22_000_000;
const SEATS = 24;
const INSTALLED_SEATS = 6;
const PROJECTS = { hardware: ['设备购置一', '设备购置二'], software: '软件正版化' } as const;

/** An agency that buys, with lines of two years: rather too little money, and some seats that it has already. */
export async function openAgency(gate: Gate, world: World, peculiarity: Peculiarity): Promise<Agency> {
  const { agencyCode, supplier } = await openOffice(gate, { staff: 100_000 });
  const seats = { seats: SEATS, installedSeats: INSTALLED_SEATS };
  const entitlement = await openEntitlement(gate, { agencyCode, ...seats, platforms: [SPARE_PLATFORM] });
  const counted = { seats: SEATS, installed: INSTALLED_SEATS, held: 0, allocated: 0, placed: 0 };
  world.entitlements.set(entitlement, { id: entitlement, agency: agencyCode, ...counted });
  const next = await openPurse(gate, world, {
    ...{ agency: agencyCode, year: YEAR + 1 },
    software: peculiarity === 'no-next-software-line' ? '软件正版化二期' : PROJECTS.software,
    nextOf: () => null,
  });
  const now = await openPurse(gate, world, {
    ...{ agency: agencyCode, year: YEAR, software: PROJECTS.software },
    nextOf: (place) => {
      if (place === 2) return peculiarity === 'no-next-software-line' ? null : next.software;
      return place === 0 && peculiarity === 'keeps-open' ? null : (next.hardware[place] ?? null);
    },
  });
  const purses = new Map([
    [YEAR, now],
    [YEAR + 1, next],
  ]);
  return { code: agencyCode, purses, entitlement, supplier };
}

interface PurseWish {
  readonly agency: string;
  readonly year: number;
  readonly software: string;
  /** Where a closing carries the line at a place: two for hardware, and the third for software. */
  readonly nextOf: (place: number) => string | null;
}

async function openPurse(
  gate: Gate,
  { lines }: World,
  { agency, year, software, nextOf }: PurseWish,
): Promise<AgencyFunding> {
  const wishes = [
    ...PROJECTS.hardware.map((project) => ({ project, isSoftware: false })),
    { project: software, isSoftware: true },
  ];
  const codes: string[] = [];
  for (const [place, { project, isSoftware }] of wishes.entries()) {
    const appropriation = isSoftware ? SOFTWARE_FEN : HARDWARE_FEN;
    const code = `MX-${year}-${nextNumber()}`;
    const answer = await gate.installer.post('/v1/budget-lines', {
      ...{ code, agencyCode: agency, fiscalYear: year, documentNumber: null, project, projectKind: 'ordinary' },
      ...{ economicClass: isSoftware ? '31007' : '31002', governmentProcurement: true },
      ...{ appropriation: yuan(appropriation), elsewhere: '0.00' },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const counters = { appropriation, elsewhere: 0, reserved: 0, encumbered: 0, spent: 0 };
    lines.set(code, { code, agency, year, next: nextOf(place), ...counters });
    codes.push(code);
  }
  const [first = '', second = '', last = ''] = codes;
  return { hardware: [first, second], software: last };
}
