import { proofVerifier } from '../../log/tree/verify-proof.ts';
import { sha256 } from './crypto.ts';

/** The same code by which the gate proves itself, with the hash function of the page. */
export const { leafHash, verifyInclusion, verifyConsistency } = proofVerifier(sha256);
