/** Files of macros: developer.zendesk.com/api-reference/ticketing/business-rules/macros/#create-macro-attachment */

import { blank, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { list, number, text } from '../json.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, ok, param } from '../router.ts';
import { fileReply, keepFile, storedFile } from '../storage.ts';
import type { Store } from '../store.ts';
import { drop, filter, find, insert, patch } from '../store.ts';

/** "A macro can be associated with up to five attachments." */
const MAX_FILES = 5;
/** Of any attachment, as the account's settings tell (`limits.attachment_size`). */
const MAX_SIZE = 50 * 1024 * 1024;

const PATH = '/macros/:id/attachments';
const LOOSE = '/macros/attachments';
const open = { scope: 'macros', access: 'agent' } as const;

/** `macroOf` finds the macro of a path, if its caller may see it. */
export function macroAttachmentRoutes(macroOf: (call: Call, id: string) => Row): readonly Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      ...open,
      handle: (call) => {
        const rows = attachmentsOf(call.store, macroOf(call, param(call, 'id')).id);
        return ok({ macro_attachments: rows.map((row) => presentAttachment(call, row)) });
      },
    },
    { method: 'POST', path: PATH, ...open, handle: (call) => upload(call, macroOf(call, param(call, 'id')).id) },
    { method: 'POST', path: LOOSE, ...open, handle: (call) => upload(call, null) },
    {
      method: 'GET',
      path: `${LOOSE}/:id`,
      ...open,
      handle: (call) => ok({ macro_attachment: presentAttachment(call, attachmentOf(call)) }),
    },
    {
      method: 'GET',
      path: `${LOOSE}/:id/content`,
      ...open,
      handle: (call) => {
        const file = storedFile(call.store, text(attachmentOf(call).file));
        if (!file) throw notFound();
        return fileReply(file);
      },
    },
  ];
}

function presentAttachment({ base }: Call, { file, macro_id, updated_at, ...row }: Row): Attributes {
  return { ...row, content_url: `${base}/api/v2/macros/attachments/${row.id}/content` };
}

function attachmentOf(call: Call): Row {
  const row = find(call.store, 'macro_attachments', param(call, 'id'));
  if (!row) throw notFound();
  return row;
}

function attachmentsOf(store: Store, macro: Id): readonly Row[] {
  return filter(store, 'macro_attachments', (row) => row.macro_id === macro);
}

/** The form brings the file as `attachment`, and its name beside it. */
function upload(call: Call, macro: Id | null): Reply {
  const { store, files, body } = call;
  const file = files.find(({ part }) => part === 'attachment');
  if (!file) throw recordInvalid([blank('attachment')]);
  if (file.bytes.length > MAX_SIZE) throw recordInvalid([invalid('attachment', 'Attachment: is too large')]);
  if (macro !== null && attachmentsOf(store, macro).length >= MAX_FILES) throw tooMany();
  const name = text(body.filename, file.name);
  const kept = keepFile(store, { ...file, name });
  const row = insert(store, 'macro_attachments', nextNumber(store), {
    macro_id: macro,
    file: kept.id,
    filename: name,
    content_type: file.type,
    size: file.bytes.length,
  });
  return created({ macro_attachment: presentAttachment(call, row) });
}

/** "An array of macro attachment IDs to be associated with the macro"; [general knowledge] those left out are let go. */
export function associateAttachments(store: Store, macro: Id, sent: Json | undefined): void {
  if (sent === undefined) return;
  const ids = [...new Set(list(sent).map((id) => number(id)))];
  if (ids.length > MAX_FILES) throw tooMany();
  for (const row of attachmentsOf(store, macro)) {
    if (!ids.includes(number(row.id))) patch(store, 'macro_attachments', row, { macro_id: null });
  }
  for (const id of ids) {
    const row = find(store, 'macro_attachments', id);
    if (!row) throw recordInvalid([invalid('attachments', `Attachments: ${id} is not an attachment`)]);
    patch(store, 'macro_attachments', row, { macro_id: macro });
  }
}

export function dropAttachments(store: Store, macro: Id): void {
  for (const row of attachmentsOf(store, macro)) drop(store, 'macro_attachments', row.id);
}

function tooMany() {
  return recordInvalid([invalid('attachments', `Attachments: at most ${MAX_FILES} are possible`)]);
}
