/** How far the clock of this computer is behind that of the gate, in milliseconds. Deadlines go by the gate's clock. */
let behindMs = 0;

/** Takes the time that an answer of the gate tells in its `Date`. */
export function noteServerTime(date: string | null): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isFinite(told)) behindMs = told - Date.now();
}

/** Now, by the clock of the gate, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + behindMs;
}

/** The same as the contract writes an instant. */
export function serverInstant(): string {
  return new Date(serverNow()).toISOString();
}

/** The gate's days and hours are those of China, wherever the computer thinks it is. */
const ZONE = 'Asia/Shanghai';

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

const DAY_MS = 86_400_000;

/** `2026-04-12 17:00`. */
export function writeInstant(instant: string): string {
  return SHANGHAI.format(new Date(instant)).slice(0, 16);
}

/** The same of a moment in milliseconds since 1970, by the clock of this computer. */
export function writeMoment(ms: number): string {
  return SHANGHAI.format(new Date(ms)).slice(0, 16);
}

/** The day of an instant in China. */
export function dayOf(instant: string): string {
  return SHANGHAI.format(new Date(instant)).slice(0, 10);
}

/** Today in China by the clock of the gate. */
export function today(): string {
  return SHANGHAI.format(new Date(serverNow())).slice(0, 10);
}

/** How many days from today to a civil day; negative for one that is over. */
export function daysUntil(day: string): number {
  return Math.round((Date.parse(day) - Date.parse(today())) / DAY_MS);
}

/** Milliseconds from now, by the clock of the gate, to an instant; negative for one that is over. */
export function msUntil(instant: string): number {
  return new Date(instant).getTime() - serverNow();
}

/** The day so many days after a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
