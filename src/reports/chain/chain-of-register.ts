import { type Text, text } from '../../kernel/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { CHANNEL_WORDS, softwareWords, wholeName } from '../../register/index.ts';
import { MASK } from '../software/ledgers/ledger-words.ts';
import type { Channel, Pairing } from '../software/ledgers/software-match.ts';
import { type ChainLink, missingLink } from './chain-link.ts';
import { itemId, lineId } from './chain-of-orders.ts';

/** What is on file about some devices and entitlements, as the tables have it. */
export interface RegisterFile {
  readonly devices: readonly StoredRow[];
  readonly entitlements: readonly StoredRow[];
  readonly allocations: readonly StoredRow[];
  readonly installations: readonly StoredRow[];
  /** What allows what on each device today. */
  readonly software: ReadonlyMap<string, readonly Pairing[]>;
  readonly isMasked: (agencyCode: string) => boolean;
}

/** The links from a delivery to the copies on machines. */
export function chainOfRegister(file: RegisterFile): readonly ChainLink[] {
  return [
    ...file.devices.flatMap((row) => deviceLinks(row, file)),
    ...file.entitlements.flatMap((row) => entitlementLinks(row, file)),
    ...file.allocations.map(allocationLink),
    ...file.installations.flatMap((row) => installationLinks(row, file)),
  ];
}

const NO_ORDER = text('无订单记录：非经本闸口采购', 'no order on file: it was not bought through this gate');
const NO_ACCEPTANCE = text('无验收记录', 'no acceptance on file');
const NO_PROOF = text('无授权凭证', 'no proof on file');
const NO_ALLOCATION = text('无授权分配', 'no licence is allocated');
const NO_INSTALLATION = text('无安装记录', 'nothing is known to be installed');
const NO_LICENCE = text('无授权记录', 'no licence on file for this copy');

/** Where it came from: the line or item of its order, and the acceptance that registered it. */
function originOf(row: StoredRow): { readonly of: readonly string[]; readonly missing: readonly ChainLink[] } {
  const id = String(row.id);
  if (row.order_id === null || row.order_id === undefined) {
    return { of: [], missing: [missingLink('order', id, NO_ORDER), missingLink('acceptance', id, NO_ACCEPTANCE)] };
  }
  const order = String(row.order_id);
  const line = row.order_line ?? null;
  const item = row.order_item ?? null;
  const place = line !== null ? lineId(order, line) : item !== null ? itemId(order, item) : order;
  return row.acceptance_id === null || row.acceptance_id === undefined
    ? { of: [place], missing: [missingLink('acceptance', id, NO_ACCEPTANCE)] }
    : { of: [String(row.acceptance_id), place], missing: [] };
}

function deviceLinks(row: StoredRow, { allocations, installations, isMasked }: RegisterFile): readonly ChainLink[] {
  const id = String(row.id);
  const { of, missing } = originOf(row);
  const shown = (value: unknown): string => (isMasked(String(row.agency_code)) ? MASK : String(value ?? '—'));
  const [asset, serial] = [shown(row.asset_number), shown(row.serial)];
  return [
    {
      ...{
        step: 'device',
        id,
        of,
        about: text(`资产编号 ${asset}，序列号 ${serial}`, `asset ${asset}, serial ${serial}`),
      },
      ...{ on: dayIn(row.acquired_on), state: String(row.state), logIndex: Number(row.log_index) },
    },
    ...missing,
    ...(allocations.some(({ device_id }) => device_id === id) ? [] : [missingLink('allocation', id, NO_ALLOCATION)]),
    ...(installations.some(({ device_id }) => device_id === id)
      ? []
      : [missingLink('installation', id, NO_INSTALLATION)]),
  ];
}

function entitlementLinks(row: StoredRow, { isMasked }: RegisterFile): readonly ChainLink[] {
  const id = String(row.id);
  const { of, missing } = originOf(row);
  const channel = CHANNEL_WORDS[String(row.channel) as Channel];
  const name = wholeName(nameIn(row));
  const seats = row.seats === null ? text('不限', 'unlimited') : text(String(row.seats), String(row.seats));
  const about = text(
    `${name}，${channel['zh-CN']}，许可数 ${seats['zh-CN']}`,
    `${name}, ${channel.en}, seats ${seats.en}`,
  );
  const evidence = JSON.parse(String(row.evidence)) as readonly { kind: string | null; reference: string | null }[];
  const proofs = evidence.map(({ kind, reference }, at): ChainLink => {
    const shown = isMasked(String(row.agency_code)) ? MASK : (reference ?? '—');
    return {
      ...{ step: 'proof', id: `${id}/proof/${at + 1}`, of: [id], about: text(`凭证 ${shown}`, `proof ${shown}`) },
      ...{ on: null, state: kind, logIndex: Number(row.log_index) },
    };
  });
  return [
    { step: 'entitlement', id, of, about, on: dayIn(row.acquired_on), ...standing(row) },
    ...missing,
    ...(proofs.length > 0 ? proofs : [missingLink('proof', id, NO_PROOF)]),
  ];
}

/** What an agency only says of itself is not what somebody has seen the proof of. */
function standing(row: StoredRow): Pick<ChainLink, 'state' | 'logIndex'> {
  return { state: String(row.standing), logIndex: Number(row.log_index) };
}

function allocationLink(row: StoredRow): ChainLink {
  const until = dayIn(row.until_on);
  const about: Text =
    until === null
      ? text('分配一个许可', 'one seat, still given')
      : text(`分配一个许可，至 ${until} 止`, `one seat, until ${until}`);
  return {
    ...{ step: 'allocation', id: String(row.id), of: [String(row.entitlement_id), String(row.device_id)], about },
    ...{ on: dayIn(row.from_on), state: until === null ? 'open' : String(row.ended_because) },
    logIndex: Number(row.log_index),
  };
}

function installationLinks(row: StoredRow, { software }: RegisterFile): readonly ChainLink[] {
  const id = String(row.id);
  const device = String(row.device_id);
  const until = dayIn(row.seen_to);
  const name = `${softwareWords(String(row.category))['zh-CN']} ${wholeName(nameIn(row))}`;
  const english = `${softwareWords(String(row.category)).en} ${wholeName(nameIn(row))}`;
  const pairing = software.get(device)?.find(({ copy }) => copy?.id === id);
  const right = pairing?.right ?? null;
  const link: ChainLink = {
    ...{ step: 'installation', id, of: [device, ...(right ? [right.allocationId ?? right.entitlementId] : [])] },
    about: until === null ? text(name, english) : text(`${name}，至 ${until} 止`, `${english}, until ${until}`),
    ...{ on: dayIn(row.seen_from), state: until === null ? (pairing?.agreement ?? 'open') : 'ended' },
    logIndex: Number(row.log_index),
  };
  return pairing?.agreement === 'no-licence' ? [link, missingLink('entitlement', id, NO_LICENCE)] : [link];
}

function nameIn({ product, edition, version }: StoredRow) {
  return { product: String(product), edition: textIn(edition), version: textIn(version) };
}

function textIn(cell: StoredRow[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

const dayIn = textIn;
