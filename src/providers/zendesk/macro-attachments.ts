/** Files that agents send with a macro: read macro by macro, sent one by one, and taken all at once. */
import { fileChanges, files } from '../../core/attributes/files.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { LiveObject, Steps } from '../../core/provider.ts';
import type { Attributes } from '../../core/value.ts';
import { type Detail, type Native, nativeIn } from './binding.ts';
import { numericId } from './crud.ts';

const PATH = '/api/v2/macros';

const MACRO_ATTACHMENTS = 'macro_attachments';

/** https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/#create-macro-attachment */
export const attachments = files({
  description:
    'Files that agents send with it, at most five. They are compared by name and size, and sent again when they change.',
  native: MACRO_ATTACHMENTS,
  nameNative: 'filename',
  max: 5,
});

export const detail: Detail = { property: MACRO_ATTACHMENTS, path: (id) => `${PATH}/${id}/attachments` };

/**
 * The property by which a macro takes its files: those that stay, and those that are sent for it. One write exchanges them
 * all, so that a lost reply leaves nothing twice; what no macro took the platform clears away.
 */
export function* sendAttachments(target: Attributes, live?: LiveObject): Steps<Native> {
  const { send, keep } = fileChanges(target.attachments, live?.attributes.attachments);
  const sent: string[] = [];
  for (const file of send) {
    const request = {
      path: `${PATH}/attachments`,
      form: { filename: file.name },
      file: { field: 'attachment', ...file },
    };
    const { body } = yield { method: 'POST', ...request };
    const id =
      nativeIn(body, 'macro_attachment')?.id ??
      fail('BAD_REPLY', `Zendesk took ${file.name}, but its reply does not show it`);
    sent.push(String(id));
  }
  return { attachments: [...keep, ...sent].map(numericId) };
}

/** What a macro holds by now, as `detail` puts it into the macro. */
export function* readAttachments(id: string): Steps<Native> {
  const { body } = yield { method: 'GET', path: detail.path(id) };
  return isRecord(body) ? { [MACRO_ATTACHMENTS]: body[MACRO_ATTACHMENTS] } : {};
}
