import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Assessment } from '../../assessment/index.ts';
import type { Schemas } from '../../client/operation.ts';
import { getCampaign, getFiling, getFilingRevision } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { FiledSheet } from '../../sheet/filed-sheet.tsx';
import type { SheetForm } from '../../sheet/form-document.ts';
import { useForm } from '../../sheet/use-form.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { FILED_BY_WORDS } from '../../words/filing-states.ts';
import { useWords } from '../../words/use-words.ts';
import { ChangedLine, useChangedNotes } from './changed-notes.tsx';
import { DESK_WORDS } from './desk-words.ts';
import { Judging } from './judging.tsx';
import { Waiting } from './next-filing.tsx';
import { Opened } from './opened.tsx';
import '../campaigns.css';

type Filing = Schemas['Filing'];

const route = getRouteApi('/filed/$id');

/** A filing beside its differences and findings; the office takes it or returns it by cells, and goes on to the next. */
export function FilingScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(DESK_WORDS).page;
  const filing = useRead(getFiling, { path: { id } });
  const known = filing.data?.data;
  return (
    <Screen title={known ? words.titled(known.agencyName) : words.title} acts={known && <Heading filing={known} />}>
      <Reading read={filing}>
        {({ data, etag }) => <Filed key={`${data.id} ${data.revision}`} filing={data} etag={etag} />}
      </Reading>
    </Screen>
  );
}

function Heading({ filing }: { readonly filing: Filing }): ReactNode {
  const words = useWords(DESK_WORDS).page;
  return (
    <>
      <Waiting filing={filing} />
      <button type="button" className="plain-button" onClick={() => print()}>
        {words.print}
      </button>
    </>
  );
}

interface FiledProps {
  readonly filing: Filing;
  readonly etag: string | undefined;
}

function Filed({ filing, etag }: FiledProps): ReactNode {
  const words = useWords(DESK_WORDS).page;
  const [shown, setShown] = useState(filing.revision);
  const { read, form } = useForm(filing.newest.form);
  const isOld = shown !== filing.revision;
  const old = useRead(
    getFilingRevision,
    { path: { id: filing.id, revision: shown } },
    { isWanted: isOld, isFinal: true },
  );
  const campaign = useRead(getCampaign, { path: { id: filing.campaign } });
  const isAssessed = campaign.data?.data.purpose === 'assessment' && filing.state === 'accepted';
  const isOpen = campaign.data?.data.state === 'open';
  const revision = isOld ? old.data?.data : filing.newest;
  if (form === undefined) return <Reading read={read}>{() => null}</Reading>;
  return (
    <>
      <Facts filing={filing} />
      <Revisions filing={filing} shown={shown} onChoice={setShown} />
      {isAssessed && <Assessment filing={filing.id} form={form} />}
      {isOld && (
        <p className="notice" data-kind="warning">
          {words.shown(shown)}
        </p>
      )}
      {revision && <Shown key={revision.revision} {...{ filing, etag, form, revision, isOld, isOpen }} />}
    </>
  );
}

interface ShownProps extends FiledProps {
  readonly form: SheetForm;
  readonly revision: Schemas['FilingRevision'];
  readonly isOld: boolean;
  /** Whether the campaign is open. */
  readonly isOpen: boolean;
}

/** A revision with what it changed; the newest one is judged. */
function Shown({ filing, etag, form, revision, isOld, isOpen }: ShownProps): ReactNode {
  const { notes, told } = useChangedNotes(filing.id, form, revision);
  return (
    <>
      <ChangedLine told={told} />
      {isOld ? (
        <FiledSheet {...{ form, revision, notes }} />
      ) : (
        <Judging {...{ filing, etag, form, isOpen }} changed={notes} />
      )}
    </>
  );
}

function Facts({ filing }: { readonly filing: Filing }): ReactNode {
  const { page: words, states } = useWords(DESK_WORDS);
  const filedBy = useWords(FILED_BY_WORDS);
  const titleOf = useCampaignTitle();
  const campaign = useRead(getCampaign, { path: { id: filing.campaign } });
  const { newest } = filing;
  const stands = [
    states[filing.state],
    filedBy[newest.basis],
    newest.differences.length > 0 && words.differences(newest.differences.length),
    newest.findings.length > 0 && words.findings(newest.findings.length),
  ].filter((one) => one !== false);
  const by = (who: Schemas['ActedBy'] | null, when: string): string =>
    words.by(who?.name ?? words.erased, writeInstant(when));
  return (
    <dl className="facts">
      <div>
        <dt>{words.campaign}</dt>
        <dd>
          <Link to="/campaigns/$id" params={{ id: filing.campaign }}>
            {campaign.data ? titleOf(campaign.data.data.title) : filing.campaign}
          </Link>{' '}
          <AgencyName code={filing.agencyCode} />
        </dd>
      </div>
      <div>
        <dt>{words.state}</dt>
        <dd>{stands.join(' · ')}</dd>
      </div>
      <FiledBy revision={newest} by={by} />
      {newest.acceptedAt !== null && (
        <div>
          <dt>{words.accepted}</dt>
          <dd>{by(newest.acceptedBy, newest.acceptedAt)}</dd>
        </div>
      )}
      <div>
        <dt>{words.digest}</dt>
        <dd>
          <span className="code copyable">{newest.digest}</span>{' '}
          <span className="secondary">{words.index(newest.filedIndex)}</span>
        </dd>
      </div>
      {newest.opened.length > 0 && (
        <div>
          <dt>{words.opened}</dt>
          <dd>
            <Opened of={newest.opened} />
          </dd>
        </div>
      )}
    </dl>
  );
}

interface FiledByProps {
  readonly revision: Schemas['FilingRevision'];
  readonly by: (who: Schemas['ActedBy'] | null, when: string) => string;
}

/** Who filled it in and who signed it, which is when it was filed. */
function FiledBy({ revision: { filedBy, signedBy, filedAt, receivedOn }, by }: FiledByProps): ReactNode {
  const words = useWords(DESK_WORDS).page;
  const last = signedBy.at(-1);
  const earlier = signedBy.slice(0, -1).map(({ name }) => name ?? words.erased);
  return (
    <>
      {last !== undefined && (
        <div>
          <dt>{words.filled}</dt>
          <dd>{filedBy?.name ?? words.erased}</dd>
        </div>
      )}
      <div>
        <dt>{last === undefined ? words.filed : words.signed}</dt>
        <dd>
          {[...earlier, by(last ?? filedBy, filedAt)].join(' · ')} {receivedOn !== null && words.received(receivedOn)}
        </dd>
      </div>
    </>
  );
}

interface RevisionsProps {
  readonly filing: Filing;
  readonly shown: number;
  readonly onChoice: (revision: number) => void;
}

function Revisions({ filing, shown, onChoice }: RevisionsProps): ReactNode {
  const { page: words, revisions: kinds } = useWords(DESK_WORDS);
  if (filing.revisions.length < 2) return null;
  return (
    <label className="screen-only">
      {words.history}{' '}
      <select className="plain-select" value={String(shown)} onChange={({ target }) => onChoice(Number(target.value))}>
        {filing.revisions.map(({ revision, kind, filedAt }) => (
          <option key={revision} value={String(revision)}>
            {`${revision} · ${kinds[kind]} · ${writeInstant(filedAt)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
