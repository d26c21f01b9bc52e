/** `state:` of the spec: where state lives. The database's address is a secret and never stands in the spec itself. */
import { child, type SpecNode } from '../core/spec-node.ts';
import type { StatePlace } from '../core/state.ts';
import { problem } from './layer.ts';
import { Client, State } from './root-schema.ts';
import { type Judge, judge } from './settings.ts';

const HOW = 'write `url: {secret: env:DATABASE_URL}`, and put the address into that variable';

/** Where state lives; undefined if something is wrong with that, which is reported. */
export function readStatePlace(judged: Judge): StatePlace | undefined {
  const { root, broken, report } = judged;
  const node = root.entries.get('state')?.value;
  if (node === undefined) return { backend: 'file' };
  if (broken.has(node)) return undefined;
  // Before anything is judged: what is wrong is said with the value.
  const address = addressIn(node);
  if (address !== undefined) {
    report(
      problem('SPEC_BAD_SECRET', address.at, 'the address of a database does not stand in the spec', { hint: HOW }),
    );
    return undefined;
  }
  const state = judge(judged, 'state', State);
  if (state === undefined) return undefined;
  const url = child(node, 'url');
  if (state.backend !== 'postgres') {
    const unused = url ?? child(node, 'project');
    if (unused === undefined) return { backend: 'file' };
    report(
      problem('SPEC_BAD_VALUE', unused.at, '`state.url` and `state.project` belong to `backend: postgres`', {
        hint: 'add `backend: postgres`, or take them out',
      }),
    );
    return undefined;
  }
  if (url === undefined) {
    report(problem('SPEC_MISSING', node.at, '`state` needs `url` for `backend: postgres`', { hint: HOW }));
    return undefined;
  }
  if (broken.has(url)) return undefined;
  const reference = referenceOf(url);
  const project = state.project ?? slugOf(judged);
  if (reference === undefined) {
    const summary = '`state.url` takes `{secret: env:NAME}`, `{secret: file:PATH}` or one `${NAME}`';
    report(problem('SPEC_BAD_SECRET', url.at, summary, { hint: HOW }));
  }
  return reference === undefined || project === undefined
    ? undefined
    : { backend: 'postgres', url: reference, project };
}

function referenceOf(url: SpecNode): string | undefined {
  if (url.type === 'scalar') return url.variable === undefined ? undefined : `env:${url.variable}`;
  const secret = child(url, 'secret');
  const text = secret?.type === 'scalar' ? String(secret.value) : '';
  return /^(env:[A-Za-z_]\w*|file:\s*\S[\s\S]*)$/.test(text) ? text : undefined;
}

/** A text below `state:` that is an address, and not the value of the variable that `url` names. */
function addressIn(node: SpecNode, isUrl = false): SpecNode | undefined {
  if (node.type === 'scalar') {
    const named = isUrl && node.variable !== undefined;
    return typeof node.value === 'string' && node.value.includes('://') && !named ? node : undefined;
  }
  const parts =
    node.type === 'list'
      ? node.items.map((item) => addressIn(item))
      : [...node.entries].map(([key, { value }]) => addressIn(value, key === 'url'));
  return parts.find((part) => part !== undefined);
}

/** `client.slug`, even where the rest of `client` is wrong. */
function slugOf({ root }: Judge): string | undefined {
  const slug = child(root.entries.get('client')?.value, 'slug');
  return slug?.type === 'scalar' ? Client.shape.slug.safeParse(slug.value).data : undefined;
}
