import type { Tx } from '../../../db/index.ts';
import type { Reading } from '../../../documents/index.ts';
import { once } from '../../../http/once.ts';
import { type Fen, fen } from '../../../kernel/index.ts';
import type { Policy } from '../../../rules/index.ts';
import { classesOf } from '../../budget/economic-classes.ts';
import { findUnsummed } from '../../order-sums/find-order-sums.ts';
import type { LinesScope } from '../../report-scope.ts';
import {
  listAgenciesWithoutSoftwareMoney,
  type SoftwareMoneyMeasure,
  type SoftwareMoneyRow,
} from './software-money-repository.ts';

export interface AgencyWithoutSoftwareMoney {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly region: string;
  readonly state: 'none' | 'used-up' | 'short';
  readonly computerOrders: number;
  readonly hardwareAppropriation: Fen;
  readonly hardwareAvailable: Fen;
  readonly softwareAppropriation: Fen;
  readonly softwareAvailable: Fen;
  /** For the machines that the money left for computers buys at the price standard; null without a standard. */
  readonly softwareNeeded: Fen | null;
}

/** Agencies that buy computers and have too little for software, measured by the policy parameters of a region. */
export function listSoftwareMoney(tx: Tx, scope: LinesScope, policy: Policy): Reading<AgencyWithoutSoftwareMoney> {
  const measure = measureOf(policy);
  const unsummed = once(() => findUnsummed(tx));
  return {
    keyOf: ({ agencyCode }) => [agencyCode],
    page: async (after, limit) => {
      const [code = ''] = after ?? [];
      const page = { measure, after: String(code), limit, unsummed: await unsummed() };
      const rows = await listAgenciesWithoutSoftwareMoney(tx, scope, page);
      return rows.map((row) => toAgency(row, measure));
    },
  };
}

/** A list without a class in it would be no SQL; no line has this class. */
const NO_CLASS = '';

export function measureOf(policy: Policy): SoftwareMoneyMeasure {
  const { hardware, software } = classesOf(policy);
  const office = policy.fen('policy.cap.office') ?? null;
  const antivirus = policy.fen('policy.cap.antivirusClient') ?? null;
  const machineFen = policy.deviceCap('desktop') ?? null;
  const isMeasured = machineFen !== null && machineFen > 0 && office !== null && antivirus !== null;
  return {
    hardwareClasses: [...hardware, NO_CLASS],
    softwareClasses: [...software, NO_CLASS],
    machineFen: isMeasured ? machineFen : null,
    softwareFen: isMeasured ? office + antivirus : null,
  };
}

function toAgency(
  row: SoftwareMoneyRow,
  { machineFen, softwareFen }: SoftwareMoneyMeasure,
): AgencyWithoutSoftwareMoney {
  const amounts = {
    hardwareAppropriation: fen(Number(row.hardware_appropriation)),
    hardwareAvailable: fen(Number(row.hardware_available)),
    softwareAppropriation: fen(Number(row.software_appropriation)),
    softwareAvailable: fen(Number(row.software_available)),
  };
  const left = Math.max(0, amounts.hardwareAvailable);
  // In whole numbers of any size: fen times fen leaves the safe range.
  const needed =
    machineFen === null || softwareFen === null
      ? null
      : fen(Number((BigInt(left) * BigInt(softwareFen)) / BigInt(machineFen)));
  return {
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    region: row.region,
    state: stateOf(amounts),
    computerOrders: Number(row.computer_orders),
    ...amounts,
    softwareNeeded: needed,
  };
}

type Amounts = Pick<AgencyWithoutSoftwareMoney, 'softwareAppropriation' | 'softwareAvailable'>;

function stateOf({ softwareAppropriation, softwareAvailable }: Amounts): AgencyWithoutSoftwareMoney['state'] {
  if (softwareAppropriation <= 0) return 'none';
  return softwareAvailable <= 0 ? 'used-up' : 'short';
}
