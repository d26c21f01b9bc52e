/** One step as a request of the client: JSON, a form, or a file for or from the storage beside the platform. */
import type { Reply, Request } from '../../core/provider.ts';
import type { ZendeskClient } from './client.ts';

/** Sends the step. Throws `HttpError`. */
export async function sendStep(client: ZendeskClient, request: Request): Promise<Reply> {
  const { method, path, query, body, file, form, host, storage, pause, harmless } = request;
  if (pause !== undefined) await client.wait(pause);
  if (storage !== undefined && method === 'GET') return await client.fetch(storage.url);
  if (storage !== undefined) {
    const sent = form === undefined ? (file?.data ?? new Uint8Array()) : formOf(form, file);
    return await client.store({ method, ...storage, body: sent });
  }
  const content = form === undefined && file === undefined ? body : formOf(form, file);
  return await client.request({
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(content === undefined ? {} : { body: content }),
    ...(host === undefined ? {} : { brand: host }),
    ...(harmless ? { write: false, idempotent: true } : {}),
  });
}

function formOf(fields: Request['form'], file: Request['file']): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value);
  if (file !== undefined) form.set(file.field, new Blob([Uint8Array.from(file.data)], { type: file.type }), file.name);
  return form;
}
