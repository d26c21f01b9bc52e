/** Hazards tried on a tenant: what the plan says before anything is sent, and what the tenant does with the same thing sent by hand. */
import { expect } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Json } from '../../src/sandbox/json.ts';
import type { Project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';

/** Lines of the head, so that a test can count its own. */
const ABOVE = HEAD.split('\n').length - 1;

/** What a plan of this spec says that is no mere information, with the line counted in `body`; nothing may have been sent. */
export async function said(own: Project, body: string): Promise<readonly (Diagnostic & { readonly line: number })[]> {
  await own.write({ 'support.yaml': HEAD + body });
  own.sandbox.control.clearLog();
  const { diagnostics } = await own.plan();
  expect(own.sandbox.control.log().filter(isWrite)).toEqual([]);
  return diagnostics.flatMap((diagnostic) =>
    diagnostic.severity === 'info' ? [] : [{ ...diagnostic, line: (diagnostic.at?.line ?? 0) - ABOVE }],
  );
}

/** Counting the tickets that a view would show is a POST that writes nothing. */
function isWrite({ write, path }: { readonly write: boolean; readonly path: string }): boolean {
  return write && !path.endsWith('/preview/count');
}

/** The same in short: `CODE severity address:line`. */
export async function codesOf(own: Project, body: string): Promise<readonly string[]> {
  return (await said(own, body)).map(
    ({ code, severity, address, line }) => `${code} ${severity} ${address ?? 'spec'}:${line}`,
  );
}

export interface Sent {
  readonly status: number;
  readonly text: string;
}

/** A request past all checks, as somebody with the same credential could send it. */
export async function send(own: Project, method: string, path: string, body?: Json): Promise<Sent> {
  const reply = await fetch(`${own.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox-token' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, text: await reply.text() };
}

/** Paths of the requests that the last plan sent. */
export function asked(own: Project): readonly string[] {
  return own.sandbox.control.log().map(({ path }) => path);
}
