import type { Tx } from '../../db/index.ts';
import { deviceDigest, deviceTokenIn } from './device.ts';
import { isKnownDevice } from './device-repository.ts';
import { accountDigest } from './sign-in.ts';

/** Somebody who tries a password: for which account, from where, and on which device, if the account was opened there before. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** The digest of its token; null for any other device. */
  readonly device: string | null;
}

export interface Tried {
  readonly email: string;
  readonly address: string;
  /** The `Cookie` header of the request. */
  readonly cookie: string | undefined;
}

/** Of which account, from where, and whether on a device that it knows. */
export async function findAttempt(tx: Tx, { email, address, cookie }: Tried): Promise<Attempt> {
  const account = accountDigest(email);
  const token = deviceTokenIn(cookie);
  const device = token === undefined ? null : deviceDigest(token);
  const isKnown = device !== null && (await isKnownDevice(tx, { device, account }));
  return { account, address, device: isKnown ? device : null };
}
