/** Members of foreign JSON: nothing of it was checked, and a member of another type is as good as absent. */
export type Members = Readonly<Record<string, unknown>>;

export function membersIn(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

export function listIn(value: unknown): readonly Members[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map(membersIn).filter((members) => members !== undefined);
}

/** A text, or a number as one; trimmed. Undefined for nothing and for anything else. */
export function textIn(members: Members | undefined, name: string): string | undefined {
  const value = members?.[name];
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const written = String(value).trim();
  return written === '' ? undefined : written;
}

/** OCS writes members as the columns of its tables, in capitals; GLPI, which came of it, in lower case. */
export function lowered(members: Members | undefined): Members | undefined {
  return members && Object.fromEntries(Object.entries(members).map(([name, value]) => [name.toLowerCase(), value]));
}
