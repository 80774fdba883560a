import type { Tx } from '../../db/index.ts';
import { type Instant, plusDays } from '../../kernel/index.ts';
import { DEVICE_DAYS } from './device.ts';

const DEVICES_MAX = 10;

/** Whether the account was opened on this device before. */
export async function isKnownDevice(
  tx: Tx,
  known: { readonly device: string; readonly account: string },
): Promise<boolean> {
  const { device, account } = known;
  return (await tx('known_devices').where({ device, account }).first()) !== undefined;
}

/** Notes that the account was opened on this device now. Of an account the ten seen last are kept, for half a year. */
export async function keepDevice(
  tx: Tx,
  { device, account, at }: { readonly device: string; readonly account: string; readonly at: Instant },
): Promise<void> {
  await tx('known_devices').where('seen_at', '<', plusDays(at, -DEVICE_DAYS)).delete();
  await tx('known_devices')
    .insert({ device, account, seen_at: at })
    .onConflict(['device', 'account'])
    .merge({ seen_at: at });
  const devices: readonly { readonly device: string }[] = await tx('known_devices')
    .where({ account })
    .orderBy([
      { column: 'seen_at', order: 'desc' },
      { column: 'device', order: 'desc' },
    ])
    .select('device');
  const old = devices.slice(DEVICES_MAX).map((each) => each.device);
  if (old.length > 0) await tx('known_devices').where({ account }).whereIn('device', old).delete();
}
