/** Files that agents send with a macro: read macro by macro, sent one by one, let go by naming those that stay. */
import { fileChanges, files } from '../../core/attributes/files.ts';
import type { LiveObject, Steps } from '../../core/provider.ts';
import type { Attributes } from '../../core/value.ts';
import type { Completion } from './binding.ts';
import { numericId } from './crud.ts';

/** The kind that a block asks for where it names files. */
export const MACRO_ATTACHMENT = 'macro_attachment';
/** Where a macro holds what was read. */
export const MACRO_ATTACHMENTS = 'macro_attachments';
const PATH = '/api/v2/macros';

/** https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/#create-macro-attachment */
export const attachments = files({
  description:
    'Files that agents send with it, at most five. They are compared by name and size, and sent again when they change.',
  native: MACRO_ATTACHMENTS,
  nameNative: 'filename',
  max: 5,
});

export const completion: Completion = {
  where: MACRO_ATTACHMENT,
  detail: {
    property: MACRO_ATTACHMENTS,
    path: (id) => `${PATH}/${id}/attachments`,
    isEmpty: ({ attachments: ids }) => Array.isArray(ids) && ids.length === 0,
  },
};

/** Room is made first: those that go are let go by a list of those that stay. */
export function* writeAttachments(id: string, target: Attributes, live?: LiveObject): Steps<void> {
  const { send, keep, drop } = fileChanges(target.attachments, live?.attributes.attachments);
  if (drop.length > 0)
    yield { method: 'PUT', path: `${PATH}/${id}`, body: { macro: { attachments: keep.map(numericId) } } };
  for (const file of send)
    yield {
      method: 'POST',
      path: `${PATH}/${id}/attachments`,
      file: { field: 'attachment', ...file, beside: { filename: file.name } },
    };
}
