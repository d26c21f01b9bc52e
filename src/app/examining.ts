/** What `doctor` looks at: this machine, the spec, state, and each platform that the spec is about. */

import { kindOf } from '../core/address.ts';
import { SupportctlError } from '../core/diagnostic.ts';
import type { Examination, Finding } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import { providers } from '../providers/registry.ts';
import type { LoadedSpec } from '../spec/load.ts';
import { backendAt, backendOf } from './backend.ts';
import type { App, Diagnosis, DoctorOptions, ProjectOptions } from './contract.ts';
import { checkPins, kinds, loadProject, stateOf } from './project.ts';

/** As in package.json, which a test compares. */
export const NODE_NEEDED = '20.19.0';

/** Everything that can be told without writing anything; what is wrong is a finding. `validate` judges the spec. */
export async function examine(
  validate: App['validate'],
  project: ProjectOptions,
  options: DoctorOptions,
): Promise<Diagnosis> {
  const spec = await loadProject(project);
  const { desired, findings: aboutSpec } = await examineSpec(validate, project, spec);
  const platforms = await examinePlatforms(project, options, desired);
  const accounts = Object.fromEntries(
    platforms.flatMap(([name, { account }]) => (account === undefined ? [] : [[name, account]])),
  );
  return {
    accounts,
    findings: [
      nodeFinding(process.versions.node),
      ...aboutSpec,
      ...(await examineState(project, spec, accounts)),
      ...platforms.flatMap(([, { findings }]) => findings),
    ],
  };
}

/** Whether a version of Node.js is new enough. */
export function nodeFinding(version: string): Finding {
  const check = 'node';
  const [have, need] = [version, NODE_NEEDED].map((text) => text.split('.').map(Number));
  const at = (need ?? []).findIndex((part, index) => part !== (have?.[index] ?? 0));
  if (at === -1 || (have?.[at] ?? 0) > (need?.[at] ?? 0))
    return { check, status: 'ok', summary: `Node.js ${version}.` };
  const summary = `Node.js ${version} is too old: ${NODE_NEEDED} or newer is needed.`;
  return { check, status: 'error', summary, hint: 'https://nodejs.org/en/download' };
}

async function examineSpec(
  validate: App['validate'],
  project: ProjectOptions,
  loaded: LoadedSpec,
): Promise<{ desired?: Desired; findings: readonly Finding[] }> {
  const check = 'spec';
  const { desired } = loaded;
  // What validate cannot read is state, which has a finding of its own.
  const { diagnostics } = await validate(project).catch(() => loaded);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'SPEC_EMPTY')) {
    const hint = 'supportctl init writes one, supportctl import reads one from a tenant; or give --spec FOLDER';
    return { findings: [{ check, status: 'warning', summary: 'There is no spec here.', hint }] };
  }
  if (desired === undefined || errors.length > 0) {
    const [first] = errors;
    const place = first?.at === undefined ? '' : `${first.at.file}:${first.at.line}:${first.at.column} `;
    const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
    const summary = `The spec is not valid: ${place}${first?.summary ?? ''}${more}.`;
    return {
      ...(desired === undefined ? {} : { desired }),
      findings: [{ check, status: 'error', summary, hint: 'supportctl validate lists all of it' }],
    };
  }
  const { environment, subdomain } = desired.settings.platform;
  const summary = `The spec is valid: ${resourcesIn(desired.resources.length)} for ${subdomain}.`;
  return { desired, findings: [{ check, status: 'ok', summary }, aboutEnvironment(environment)] };
}

function resourcesIn(count: number): string {
  return count === 1 ? '1 resource' : `${count} resources`;
}

function aboutEnvironment(environment: 'sandbox' | 'production'): Finding {
  const summary =
    environment === 'production'
      ? 'The spec calls this account production: destroy asks for its name.'
      : 'The spec calls this account a sandbox (platform.environment).';
  return { check: 'environment', status: 'ok', summary };
}

async function examineState(
  project: ProjectOptions,
  spec: LoadedSpec,
  accounts: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const check = 'state';
  const environment = project.environment ?? 'default';
  try {
    // Without a spec it is where it would be if there were a plain one.
    const backend = spec.state === undefined ? backendAt(project, { backend: 'file' }) : backendOf(project, spec);
    const [state, holder] = await Promise.all([stateOf(backend), backend.holder()]);
    checkPins(state, accounts);
    const summary =
      state === undefined
        ? `There is no state for the environment ${environment} yet; apply and import write it.`
        : `State of the environment ${environment} can be read: ${resourcesIn(state.resources.size)}, serial ${state.serial}.`;
    const found: Finding = { check, status: 'ok', summary };
    if (holder === undefined) return [found];
    const held = `The lock is held by ${holder.holder} on ${holder.host} (process ${holder.pid}) since ${holder.since}: apply waits or is refused, plan works.`;
    const hint = 'Let that run end, or use --lock-timeout; a holder that is gone from this machine is taken over';
    return [found, { check: 'lock', status: 'warning', summary: held, hint }];
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    return error.diagnostics.map(({ summary, hint }) => ({
      check,
      status: 'error',
      summary,
      hint: hint ?? 'Take the state from version control',
    }));
  }
}

/** Each platform with what it tells; they are asked at the same time. */
async function examinePlatforms(
  project: ProjectOptions,
  options: DoctorOptions,
  desired: Desired | undefined,
): Promise<readonly (readonly [string, Examination])[]> {
  const { trace, variables } = project;
  const main = options.provider ?? desired?.settings.platform.provider ?? 'zendesk';
  const subdomain = options.subdomain ?? desired?.settings.platform.subdomain ?? variables.ZENDESK_SUBDOMAIN?.trim();
  const used = [...new Set((desired?.resources ?? []).map(({ address }) => kindOf(address)))];
  const asked = providers.flatMap((provider) => {
    const own = used.filter((kind) => kinds.get(kind)?.provider === provider.name);
    return provider.name === main || own.length > 0 ? [{ provider, own }] : [];
  });
  return await Promise.all(
    asked.map(async ({ provider, own }) => {
      if (provider.companion !== true && (subdomain === undefined || subdomain === '')) {
        return [provider.name, { findings: [unknownTenant(provider.title)] }] as const;
      }
      const examination = await provider.examine({
        env: variables,
        subdomain: subdomain ?? '',
        kinds: own,
        now: Date.now,
        ...(trace === undefined ? {} : { trace }),
      });
      return [provider.name, examination] as const;
    }),
  );
}

function unknownTenant(title: string): Finding {
  const summary = `Which ${title} account? Neither a spec nor a flag nor a variable names it.`;
  return { check: 'tenant', status: 'error', summary, hint: 'Give --subdomain NAME, or set ZENDESK_SUBDOMAIN' };
}
