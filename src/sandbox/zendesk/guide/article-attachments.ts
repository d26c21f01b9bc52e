/** Files of articles: developer.zendesk.com/api-reference/help_center/help-center-api/article_attachments/ */

import { guideInvalid, notFound } from '../../errors.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, list, number, text } from '../../json.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import { fileReply, keepFile, storedFile } from '../../storage.ts';
import type { Store } from '../../store.ts';
import { byId, drop, find, insert, patch, viewed } from '../../store.ts';
import { contentOf } from './content.ts';
import { MAX_FILE } from './medias.ts';

/** "With a maximum of 20 attachments per request." */
const MAX_BULK = 20;
const open = { scope: 'hc', access: 'agent' } as const;
const OWN = '/help_center/articles/:id/attachments';
const LOOSE = '/help_center/articles/attachments';

export const articleAttachmentRoutes: readonly Route[] = [
  { method: 'GET', path: OWN, ...open, handle: (call) => listAttachments(call) },
  { method: 'GET', path: `${OWN}/inline`, ...open, handle: (call) => listAttachments(call, true) },
  { method: 'GET', path: `${OWN}/block`, ...open, handle: (call) => listAttachments(call, false) },
  {
    method: 'GET',
    path: `${OWN}/:attachment`,
    ...open,
    handle: (call) => {
      const article = contentOf(call, 'articles', param(call, 'id'));
      const row = attachmentOf(call, param(call, 'attachment'));
      if (row.article_id !== article.id) throw notFound();
      return ok({ article_attachment: presentAttachment(call, row) });
    },
  },
  {
    method: 'POST',
    path: OWN,
    ...open,
    handle: (call) => createAttachment(call, contentOf(call, 'articles', param(call, 'id'))),
  },
  { method: 'POST', path: LOOSE, ...open, handle: (call) => createAttachment(call, undefined) },
  {
    method: 'GET',
    path: `${LOOSE}/:id`,
    ...open,
    handle: (call) => ok({ article_attachment: presentAttachment(call, attachmentOf(call, param(call, 'id'))) }),
  },
  {
    method: 'DELETE',
    path: `${LOOSE}/:id`,
    ...open,
    handle: (call) => {
      drop(call.store, 'article_attachments', attachmentOf(call, param(call, 'id')).id);
      return noContent();
    },
  },
  { method: 'POST', path: '/help_center/articles/:id/bulk_attachments', ...open, handle: associate },
];

function presentAttachment({ base }: Call, { file, access_key, article_id, locale, ...row }: Row): Attributes {
  return {
    url: `${base}/api/v2/help_center/articles/attachments/${row.id}.json`,
    ...row,
    ...(typeof article_id === 'number' ? { article_id } : {}),
    ...(typeof locale === 'string' ? { locale } : {}),
    content_url: `${base}/hc/article_attachments/${row.id}`,
  };
}

/** Whoever may read the article may have its files; the sandbox asks nobody. */
export function attachedFile(store: Store, path: string): Reply | undefined {
  const id = /^\/hc\/article_attachments\/(\d+)/.exec(path)?.[1];
  const file = storedFile(store, text(find(store, 'article_attachments', id)?.file));
  return file && fileReply(file);
}

function attachmentOf({ store }: Call, id: string): Row {
  const row = find(store, 'article_attachments', id);
  if (!row) throw notFound();
  return row;
}

function listAttachments(call: Call, inline?: boolean): Reply {
  const article = contentOf(call, 'articles', param(call, 'id'));
  const all = viewed(call.store, 'article_attachments', 'id', byId);
  return listReply(call, {
    wrapper: 'article_attachments',
    paging: 'both',
    rows: () =>
      all.filter((row) => row.article_id === article.id && (inline === undefined || flag(row.inline) === inline)),
    present: (row) => presentAttachment(call, row),
  });
}

/** "The `guide_media_id` parameter is required and must be submitted as multipart form data"; a `file` is the older way. */
function createAttachment(call: Call, article: Row | undefined): Reply {
  const { body, store } = call;
  if (!call.form) throw guideInvalid(400, 'guide_media_id', 'must be sent as multipart form data');
  const inline = flag(body.inline);
  if (body.locale !== undefined && !inline) throw guideInvalid(400, 'locale', 'can only be set on inline attachments');
  const row = insert(store, 'article_attachments', nextNumber(store), {
    article_id: article?.id ?? null,
    ...fileOf(call),
    inline,
    locale: inline && body.locale !== undefined ? text(body.locale).toLowerCase() : null,
  });
  const shown = presentAttachment(call, row);
  return created({ article_attachment: shown }, { Location: text(shown.url) });
}

function fileOf({ store, body, files }: Call): Attributes {
  const upload = files.find(({ part }) => part === 'file');
  if (upload) {
    if (upload.bytes.length > MAX_FILE) throw guideInvalid(400, 'file', 'is larger than 20 MB');
    const file = keepFile(store, upload);
    return { file: file.id, file_name: upload.name, content_type: upload.type, size: upload.bytes.length };
  }
  const media = find(store, 'guide_medias', text(body.guide_media_id));
  if (!media) throw guideInvalid(400, 'guide_media_id', body.guide_media_id ? 'is invalid' : "can't be blank");
  return {
    file: media.file ?? null,
    access_key: media.access_key ?? null,
    file_name: media.name ?? '',
    content_type: media.content_type ?? '',
    size: media.size ?? 0,
  };
}

function associate(call: Call): Reply {
  const article = contentOf(call, 'articles', param(call, 'id'));
  const ids = list(call.body.attachment_ids).map((id) => number(id));
  if (ids.length === 0 || ids.length > MAX_BULK) {
    throw guideInvalid(400, 'attachment_ids', `must name between 1 and ${MAX_BULK} attachments`);
  }
  for (const id of ids) {
    patch(call.store, 'article_attachments', attachmentOf(call, String(id)), { article_id: article.id });
  }
  return { status: 200, body: '' };
}
