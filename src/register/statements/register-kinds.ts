/** The kinds of software that offices report on. */
export const SOFTWARE_KINDS = ['osClient', 'osServer', 'office', 'antivirusClient', 'antivirusServer'] as const;
export type SoftwareKind = (typeof SOFTWARE_KINDS)[number];

/** What a unit keeps a list of. */
export const REGISTER_KINDS = ['computers', ...SOFTWARE_KINDS] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

/** Systems by the machine that they are on; other software by its category. Undefined for what nobody reports on. */
export function kindOfCopy(category: string, isOnServer: boolean): SoftwareKind | undefined {
  if (category === 'operating-system') return isOnServer ? 'osServer' : 'osClient';
  return kindOfLicence(category);
}

/** A licence of a system says nothing of the machine, so it has no kind. */
export function kindOfLicence(category: string): SoftwareKind | undefined {
  switch (category) {
    case 'office':
      return 'office';
    case 'antivirus-client':
      return 'antivirusClient';
    case 'antivirus-server':
      return 'antivirusServer';
    default:
      return undefined;
  }
}
