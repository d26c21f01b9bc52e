/** Files that agents send with a macro: read macro by macro, sent one by one, let go by naming those that stay. */
import { fileChanges, files } from '../../core/attributes/files.ts';
import type { LiveObject, Steps } from '../../core/provider.ts';
import type { Attributes } from '../../core/value.ts';
import type { Detail } from './binding.ts';
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

/** Room is made first: those that go are let go by a list of those that stay. */
export function* writeAttachments(id: string, target: Attributes, live?: LiveObject): Steps<void> {
  const { send, keep, drop } = fileChanges(target.attachments, live?.attributes.attachments);
  if (drop.length > 0)
    yield { method: 'PUT', path: `${PATH}/${id}`, body: { macro: { attachments: keep.map(numericId) } } };
  for (const file of send)
    yield {
      method: 'POST',
      path: `${PATH}/${id}/attachments`,
      form: { filename: file.name },
      file: { field: 'attachment', ...file },
    };
}
