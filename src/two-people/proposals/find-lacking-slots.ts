import {
  type AnyAct,
  type AnyRequest,
  agenciesIn,
  covers,
  findGateRegion,
  listPersonsWithRole,
  type SignatureSlot,
} from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Grant, isNational } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { assignPeople } from './signature-slots.ts';

export interface SigningQuestion {
  readonly act: AnyAct;
  readonly asked: AnyRequest;
  readonly slots: readonly SignatureSlot[];
  readonly agencies: readonly string[];
  /** The reaches that the act gives to somebody. */
  readonly given: readonly Grant[];
  readonly isGate: boolean;
  /** The places that are signed already, and by whom. */
  readonly signed?: { readonly places: readonly number[]; readonly people: readonly string[] };
}

/**
 * Which signatures nobody can give as things stand: no active person beside the maker, the person concerned and those who have
 * signed has one of the roles and reaches all of it. A person signs once.
 */
export async function findLackingSlots(tx: Tx, question: SigningQuestion): Promise<readonly number[]> {
  const { slots, signed } = question;
  const open = [...slots.keys()].filter((place) => !signed?.places.includes(place));
  const able = new Map<number, readonly string[]>();
  const known = new Map<string, readonly string[]>();
  for (const place of open) {
    const roles = slots[place] ?? [];
    const key = roles.join();
    const people = known.get(key) ?? (await findAble(tx, question, { roles, peopleMax: open.length }));
    known.set(key, people);
    able.set(place, people);
  }
  const assigned = assignPeople(open.map((place) => able.get(place) ?? []));
  return open.filter((_, at) => assigned[at] === undefined);
}

interface AbleQuestion {
  readonly roles: SignatureSlot;
  /** As many as there are signatures to give: with so many each of them can be given, whoever gives the others. */
  readonly peopleMax: number;
}

async function findAble(
  tx: Tx,
  question: SigningQuestion,
  { roles, peopleMax }: AbleQuestion,
): Promise<readonly string[]> {
  const { act, asked, agencies, given, isGate, signed } = question;
  const excluded = new Set([asked.actor.personId, act.concerns?.(asked) ?? null, ...(signed?.people ?? [])]);
  const bound = [
    ...given,
    ...(agencies.length > 0 ? [{ agencies }] : []),
    ...(isGate ? [{ region: await findGateRegion(tx) }] : []),
  ];
  // Once for all: an act may be about thousands of agencies.
  const regions = await regionsOfAgencies(tx, bound.flatMap(agenciesIn));
  const reaches = (grant: Grant): boolean => isNational(grant) || bound.every((each) => covers(grant, each, regions));
  const able = new Set<string>();
  for (const role of roles) {
    for await (const person of listPersonsWithRole(tx, role, { agencies })) {
      if (excluded.has(person.id) || able.has(person.id)) continue;
      if (!person.roles.some((held) => held.role === role && reaches(held.grant))) continue;
      if (await act.barsSigner?.(tx, asked, { personId: person.id })) continue;
      able.add(person.id);
      if (able.size >= peopleMax) return [...able];
    }
  }
  return [...able];
}
