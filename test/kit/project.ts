/** A spec folder against a sandbox, driven through the program's functions in this very process: fast enough for properties. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Accepted, ApplyOutcome, ImportReport } from '../../src/app/contract.ts';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import { SupportctlError } from '../../src/core/diagnostic.ts';
import type { Plan, PlanOptions } from '../../src/core/plan.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';

export interface Project {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly variables: Record<string, string>;
  /** Replaces files of the spec; undefined deletes one. */
  write(files: Readonly<Record<string, string | undefined>>): Promise<void>;
  plan(options?: Partial<PlanOptions>): Promise<Plan>;
  /** As `apply --yes`. */
  apply(options?: Partial<PlanOptions>): Promise<ApplyOutcome>;
  drift(): Promise<Plan>;
  /** Address → id, as the state has it. */
  ids(): Promise<ReadonlyMap<string, string>>;
  accept(...addresses: readonly string[]): Promise<readonly Accepted[]>;
  /** The tenant into another folder, which the returned project has as its own. */
  import(): Promise<{ readonly report: ImportReport; readonly project: Project }>;
  /** Forgets spec and state, keeps the sandbox. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** In memory where that can be had: every write is synced several times, which is not what these tests are about. */
const TEMPORARY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const silent = () => undefined;

export function variablesFor(sandbox: Sandbox, subdomain = 'acme'): Record<string, string> {
  return {
    ZENDESK_SUBDOMAIN: subdomain,
    ZENDESK_OAUTH_TOKEN: 'sandbox-token',
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_USER_TOKEN: 'xoxp-sandbox',
    SUPPORTCTL_ZENDESK_URL: sandbox.zendeskUrl,
    SUPPORTCTL_SLACK_URL: sandbox.slackUrl,
    SUPPORTCTL_TEST_WAIT_SCALE: '0.05',
  };
}

export async function project(options: SandboxOptions = {}): Promise<Project> {
  return projectOn(await startSandbox({ rateLimit: 0, ...options }));
}

/** Another folder against the same tenant. */
export async function projectOn(sandbox: Sandbox): Promise<Project> {
  const folder = await mkdtemp(join(TEMPORARY, 'supportctl-'));
  const variables = variablesFor(sandbox);
  const own = { spec: folder, variables, notify: silent };
  return {
    folder,
    sandbox,
    variables,
    write: (files) => writeFiles(folder, files),
    plan: (chosen) => app.plan(own, planOptions(chosen)),
    apply: (chosen) =>
      app.apply(
        own,
        {
          plan: planOptions(chosen),
          yes: true,
          interactive: false,
          concurrency: 4,
          lockTimeoutMs: 0,
          signal: new AbortController().signal,
        },
        { show: silent, confirm: async () => false, choose: async () => undefined },
      ),
    drift: () => app.drift(own, { only: [], except: [], unmanaged: false }),
    ids: async () => {
      const { rows } = await app.stateList(own);
      return new Map(rows.map(({ address, entry }) => [address, entry.ids.main ?? '']));
    },
    accept: (...addresses) => app.accept(own, addresses),
    import: async () => {
      const other = await projectOn(sandbox);
      const { subdomain, environment } = { subdomain: 'acme', environment: 'default' };
      const report = await app.importTenant({
        folder: other.folder,
        provider: 'zendesk',
        subdomain,
        environment,
        variables,
        notify: silent,
      });
      return { report, project: other };
    },
    clear: async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
    },
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (text === undefined) await rm(file, { force: true });
    else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

/** What is left to do according to a plan, in lines that a failing test can show. */
export function leftToDo(plan: Plan): readonly string[] {
  const changes = plan.changes.map(({ op, address, because, fields, order }) => {
    const paths = fields.map(({ path, before, after }) => `${path}: ${show(before)} → ${show(after)}`);
    return `${op} ${address} (${because}) ${paths.join('; ')}${order === undefined ? '' : order.map((o) => o.title).join(' > ')}`;
  });
  const refusals = plan.refusals.map(({ code, summary }) => `${code} ${summary}`);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error').map((d) => `${d.code} ${d.summary}`);
  // What people do by hand is told beside the changes and is none of them.
  return [...changes, ...refusals, ...errors];
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? '-';
}

/** What went wrong in an apply; throws with everything that was said. */
export function expectApplied({ result }: ApplyOutcome): void {
  if (result === undefined) return;
  const failed = result.failed.map(({ address, diagnostic }) => `${address}: ${diagnostic.code} ${diagnostic.summary}`);
  const left = result.leftOut.map(({ address, because }) => `${address}: ${because}`);
  if (failed.length + left.length > 0) throw new Error([...failed, ...left].join('\n'));
}

/** A refusal or failure with all that it says. */
export function said(error: unknown): unknown {
  if (!(error instanceof SupportctlError)) return error;
  const lines = error.diagnostics.map(({ code, summary, detail, at }) =>
    [`${code} ${summary}`, detail, at === undefined ? '' : `${at.file}:${at.line}:${at.column}`].join(' '),
  );
  return new Error(lines.join('\n'), { cause: error });
}

/** Switches off the mail that a new account sends for every request: random rules that send one as well are no mistake here. */
export function withoutAcknowledgement({ control }: Sandbox): void {
  const found = control
    .objects('triggers')
    .find(({ title }) => title === 'Notify requester and CCs of received request');
  if (found !== undefined) control.edit('triggers', String(found.id), { active: false });
}
