/** The tables that hold state in PostgreSQL, made on first use, and the version by which a newer program's are refused. */
import { z } from 'zod';
import { fail } from '../core/diagnostic.ts';
import type { Session } from './postgres-session.ts';

const VERSION = 1;

/** Two that meet here for the first time make the tables one after the other; any number that is ours will do. */
const MAKING = 7_855_010;

const TABLES = `
begin;
select pg_advisory_xact_lock(${MAKING});
create schema if not exists supportctl;
create table if not exists supportctl.version (version int not null);
insert into supportctl.version select ${VERSION} where not exists (select from supportctl.version);
create table if not exists supportctl.environments (
  id int generated always as identity primary key,
  project text not null,
  environment text not null,
  epoch bigint not null default 0,
  holder text,
  session int,
  note text,
  unique (project, environment)
);
create table if not exists supportctl.states (
  environment int not null references supportctl.environments,
  serial bigint not null,
  state text not null,
  run text not null,
  who text not null,
  host text not null,
  saved_at timestamptz not null default now(),
  primary key (environment, serial)
);
create table if not exists supportctl.runs (
  environment int not null references supportctl.environments,
  run text not null,
  ended boolean not null,
  primary key (environment, run)
);
create table if not exists supportctl.log (
  environment int not null,
  run text not null,
  n bigint generated always as identity,
  record text not null,
  primary key (environment, run, n),
  foreign key (environment, run) references supportctl.runs
);
commit`;

/** True where the tables are; false where nothing was ever kept. Throws `STATE_NEWER` for those of a later program. */
export async function hasTables(session: Session): Promise<boolean> {
  const There = z.object({ there: z.boolean() });
  const [first] = await session.query(There, `select to_regclass('supportctl.version') is not null as there`);
  if (first?.there !== true) return false;
  const [row] = await session.query(z.object({ version: z.number() }), 'select version from supportctl.version');
  const version = row?.version ?? VERSION;
  if (version <= VERSION) return true;
  return fail(
    'STATE_NEWER',
    `the database was set up by a newer supportctl (tables of version ${version}); this one knows version ${VERSION}`,
    { hint: 'use the newer version: nothing was read or changed' },
  );
}

/** Makes the tables unless they are there. */
export async function makeTables(session: Session): Promise<void> {
  if (!(await hasTables(session))) await session.run(TABLES);
}
