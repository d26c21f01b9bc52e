/** The sandbox as another person sees it: finds objects by what people call them, and changes them by hand. */
import type { Client } from './cli.ts';

type Control = Client['sandbox']['control'];
export type Row = ReturnType<Control['objects']>[number];
type Input = Parameters<Control['inject']>[1];

/** The one object of a kind with this name or title. */
export function row(client: Client, kind: string, name: string): Row {
  const [only, second] = rows(client, kind).filter((own) => own.name === name || own.title === name);
  if (only === undefined || second !== undefined) throw new Error(`not one object of ${kind} is called ${name}`);
  return only;
}

export function rows(client: Client, kind: string): readonly Row[] {
  return client.sandbox.control.objects(kind);
}

export function exists(client: Client, kind: string, name: string): boolean {
  return rows(client, kind).some((own) => own.name === name || own.title === name);
}

export function idOf(client: Client, kind: string, name: string): string {
  return String(row(client, kind, name).id);
}

/** Changes an object as a person would in the admin pages. */
export function edit(client: Client, kind: string, name: string, changes: Input): void {
  client.sandbox.control.edit(kind, idOf(client, kind, name), changes);
}

export function remove(client: Client, kind: string, name: string): void {
  client.sandbox.control.remove(kind, idOf(client, kind, name));
}

/** Makes an object by hand and returns its id. */
export function make(client: Client, kind: string, input: Input): string {
  return String(client.sandbox.control.inject(kind, input).id);
}

/** Paths of the writes that the sandbox saw since the last call, which forgets them. */
export function newWrites(client: Client): readonly string[] {
  const seen = client.writes();
  client.sandbox.control.clearLog();
  return seen;
}
