/** Reads the complaints out of an error body, whichever of Zendesk's envelopes it came in. */
import type { ErrorField } from './errors.ts';
import { isObject, textAt } from './json.ts';

/**
 * The complaints in a body, in the order they stand. Known shapes (https://developer.zendesk.com/api-reference/introduction/requests/#error-responses):
 * `{error, description, details: {FIELD: [{description, error}]}}`, `{error: {title, message}}`,
 * `{errors: [{code, title, detail, source}]}` and `{error: "text", error_description}`; the Help Center also sends
 * `{errors: {FIELD: ["text"]}}`. Empty when the body names none. Replies of status 200 may hold them as well.
 */
export function readErrorFields(body: unknown): readonly ErrorField[] {
  if (!isObject(body)) return [];
  const found = [
    ...fromMap(body.details),
    ...(Array.isArray(body.errors) ? body.errors.flatMap(fromListItem) : fromMap(body.errors)),
  ];
  return found.filter(
    (field, index) =>
      found.findIndex((other) => other.path === field.path && other.message === field.message) === index,
  );
}

/** The sentence and the code that stand for the whole error, where the body has them. */
export function readErrorHead(body: unknown): { readonly code?: string; readonly text?: string } {
  if (!isObject(body)) return {};
  if (isObject(body.error)) {
    const title = textAt(body.error, 'title') ?? textAt(body.error, 'code');
    const text = textAt(body.error, 'message') ?? textAt(body.error, 'detail') ?? title;
    return { ...(title === undefined ? {} : { code: title }), ...(text === undefined ? {} : { text }) };
  }
  const code = textAt(body, 'error');
  const text = textAt(body, 'description') ?? textAt(body, 'error_description') ?? textAt(body, 'message') ?? code;
  return { ...(code === undefined ? {} : { code }), ...(text === undefined ? {} : { text }) };
}

function fromMap(details: unknown): readonly ErrorField[] {
  if (!isObject(details)) return [];
  return Object.entries(details).flatMap(([path, complaints]) =>
    (Array.isArray(complaints) ? complaints : [complaints]).flatMap((complaint) => {
      const message = typeof complaint === 'string' ? complaint : describe(complaint);
      if (message === undefined) return [];
      const code = textAt(complaint, 'error') ?? textAt(complaint, 'code');
      return [{ path: path === 'base' ? '' : path, message, ...(code === undefined ? {} : { code }) }];
    }),
  );
}

function fromListItem(item: unknown): readonly ErrorField[] {
  if (typeof item === 'string') return [{ path: '', message: item }];
  const message = describe(item);
  if (message === undefined) return [];
  const source = isObject(item) ? item.source : undefined;
  const pointer = textAt(source, 'pointer') ?? textAt(source, 'parameter') ?? '';
  const code = textAt(item, 'code') ?? textAt(item, 'error');
  return [{ path: pointer.replace(/^\//, '').replaceAll('/', '.'), message, ...(code === undefined ? {} : { code }) }];
}

function describe(complaint: unknown): string | undefined {
  for (const key of ['description', 'detail', 'message', 'title', 'error', 'code']) {
    const text = textAt(complaint, key);
    if (text !== undefined) return text;
  }
  return undefined;
}
