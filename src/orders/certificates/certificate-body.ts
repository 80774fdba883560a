import type { components } from '../../http/openapi.generated.ts';
import type { CertificateClaims } from './certificate.ts';
import type { VerifiedCertificate } from './verify-certificate.ts';

type Schemas = components['schemas'];

export function toClaimsBody(claims: CertificateClaims): Schemas['CertificateClaims'] {
  return { ...claims, budget: claims.budget.map((part) => ({ ...part })), ruleSet: { ...claims.ruleSet } };
}

/** Whatever is not ours gets the same answer, to the byte. A stranger is told how the order stands, and of its money nothing. */
export function toVerificationBody(
  verified: VerifiedCertificate,
  { isKnown }: { readonly isKnown: boolean },
): Schemas['CertificateVerification'] {
  if (!verified.isOurs) return { valid: false, reason: 'not-genuine', claims: null, state: null, agencyName: null };
  const { claims, end, state, agencyName } = verified;
  const told = isKnown ? toClaimsBody(claims) : null;
  return { valid: end === undefined, reason: end ?? 'valid', claims: told, state, agencyName };
}
