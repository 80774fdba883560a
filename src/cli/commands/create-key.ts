import {
  createApiKey,
  createPerson,
  hashOfSecret,
  isInSetUpMode,
  listAgencyRegions,
  listPersons,
  newSecret,
  secondPersonNeeded,
} from '../../access/index.ts';
import { inTransaction } from '../../db/index.ts';
import {
  addDays,
  civilDate,
  type Grant,
  type Instant,
  isCivilDate,
  type Role,
  startOfDay,
  text,
} from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { EXIT_OK, type Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import { readOptions, usage } from '../read-options.ts';
import { KEY_ROLES, SCOPES } from './key-choices.ts';

const OPTIONS = {
  role: { type: 'string' },
  owner: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  agency: { type: 'string', isList: true },
  region: { type: 'string' },
  label: { type: 'string' },
  scope: { type: 'string', isList: true },
  expires: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

/** Makes a key as the installer would, and shows its secret: once, because only its hash is kept. */
export async function createKey(args: readonly string[], { config, terminal, io }: Surroundings): Promise<number> {
  const { values } = readOptions(args, OPTIONS, { wordsMax: 0 });
  const wish = readWish(values);
  const deps = localDeps(config, io);
  const actor = localActor('installer');
  const secret = newSecret();
  const key = await withDatabase(config, (db) =>
    inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        if (!(await isInSetUpMode(tx))) throw secondPersonNeeded();
        await requireAgencies(entry, wish.grant);
        const owner = wish.owner ?? (await registerOwner(entry, wish, deps));
        const { label, role, grant, scopes, expiresAt } = wish;
        const creation = { label, owner, role, grant, scopes, expiresAt };
        return createApiKey(entry, deps, { actor, creation, secretHash: hashOfSecret(secret) });
      }),
    ),
  );
  if (values.json) {
    terminal.print(JSON.stringify({ ...key, secret }, null, 2));
    return EXIT_OK;
  }
  terminal.note(
    terminal.say(
      text(
        `已创建 ${key.id}（${key.role}），所属用户 ${key.owner}。`,
        `Made ${key.id} (${key.role}) for ${key.owner}.`,
      ),
    ),
  );
  terminal.note(terminal.say(text('密钥只显示这一次：', 'The key, shown this once:')));
  terminal.print(secret);
  return EXIT_OK;
}

interface Wish {
  readonly role: Role;
  readonly grant: Grant;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant | null;
  readonly owner: string | undefined;
  readonly person: { readonly name: string; readonly email: string } | undefined;
}

function readWish(values: Values): Wish {
  const role = KEY_ROLES.find((each) => each === values.role);
  if (!role)
    throw usage(text(`--role 应为 ${KEY_ROLES.join('、')} 之一`, `--role must be one of ${KEY_ROLES.join(', ')}`));
  const { owner, name, email, label = role, scope } = values;
  const person = name !== undefined && email !== undefined ? { name, email } : undefined;
  if ((owner === undefined) === (person === undefined)) {
    throw usage(text('请给出 --owner，或同时给出 --name 与 --email', 'give --owner, or --name together with --email'));
  }
  if (scope.some((each) => !SCOPES.includes(each))) {
    throw usage(text(`--scope 应为 ${SCOPES.join('、')} 之一`, `--scope must be one of ${SCOPES.join(', ')}`));
  }
  return { role, grant: grantOf(values), label, scopes: scope, expiresAt: endOf(values.expires), owner, person };
}

function grantOf({ agency, region }: Values): Grant {
  if ((agency.length === 0) === (region === undefined)) {
    throw usage(text('请给出 --agency 或 --region 之一', 'give either --agency or --region'));
  }
  if (region === undefined) return { agencies: agency };
  if (/^\d{6}$/.test(region)) return { region };
  throw usage(text('--region 应为六位区划代码', '--region must be a code of six digits'));
}

function endOf(day: string | undefined): Instant | null {
  if (day === undefined) return null;
  if (!isCivilDate(day))
    throw usage(text('--expires 应为形如 2027-12-31 的日期', '--expires must be a date like 2027-12-31'));
  return startOfDay(addDays(civilDate(day), 1));
}

/** A misspelt code would make a key that reaches nothing. */
async function requireAgencies({ tx }: Governed, grant: Grant): Promise<void> {
  const codes = 'agencies' in grant ? grant.agencies : [];
  const known = await listAgencyRegions(tx, codes);
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length > 0)
    throw usage(text(`没有单位 ${unknown.join('、')}`, `there is no agency ${unknown.join(', ')}`));
}

/** A person with this address is taken as the owner; a new one gets just the role that the key acts with. */
async function registerOwner(
  entry: Governed,
  { person, role, grant }: Wish,
  deps: ReturnType<typeof localDeps>,
): Promise<string> {
  if (!person) throw new Error('a wish names its owner or describes a person');
  const [known] = await listPersons(entry.tx, { email: person.email.trim().toLowerCase(), rowsMax: 1 });
  if (known) return known.id;
  if (role === 'machine' || role === 'platform') {
    const message = text(
      '对接密钥须属于已登记的用户，请用 --owner 指定',
      'a key of a machine or platform belongs to a person who is registered already; name one by --owner',
    );
    throw usage(message);
  }
  const creation = { ...person, roles: [{ role, grant }] };
  const { id } = await createPerson(entry, deps, { actor: localActor('installer'), creation });
  return id;
}
