/**
 * What the platform does with files that the body of an article shows: "Inline article attachments are automatically
 * assigned a locale when they are embedded in a translation body", one that several translations show becomes several,
 * and "inline article attachments that are no longer embedded in the translation get deleted".
 */

import { nextNumber } from '../../ids.ts';
import type { Id, Row } from '../../json.ts';
import { flag } from '../../json.ts';
import type { Store } from '../../store.ts';
import { drop, filter, find, insert, patch, rows } from '../../store.ts';

const SHOWN = /(\/article_attachments\/)(\d+)/g;
const MEDIA = /\/guide-media\/([0-9A-HJKMNP-TV-Z]{26})/g;

/** The body as it is kept, with the addresses of the attachments that are this translation's own. */
export function embedFiles(store: Store, article: Id, locale: string, before: string, body: string): string {
  const kept = body.replace(SHOWN, (_whole, path: string, id: string) => {
    const shown = find(store, 'article_attachments', id);
    const own = shown && shown.article_id === article && flag(shown.inline) ? ownOf(store, shown, locale) : undefined;
    return `${path}${own?.id ?? id}`;
  });
  for (const [, key = ''] of kept.matchAll(MEDIA)) attachMedia(store, article, locale, key);
  for (const [, , id] of before.matchAll(SHOWN)) {
    const shown = find(store, 'article_attachments', id);
    if (shown?.article_id === article && flag(shown.inline) && !kept.includes(`/article_attachments/${id}`)) {
      drop(store, 'article_attachments', shown.id);
    }
  }
  for (const [, key = ''] of before.matchAll(MEDIA)) {
    if (kept.includes(key)) continue;
    for (const row of attachmentsOf(store, article, locale)) {
      if (row.access_key === key) drop(store, 'article_attachments', row.id);
    }
  }
  return kept;
}

function ownOf(store: Store, shown: Row, locale: string): Row {
  if (shown.locale === null) return patch(store, 'article_attachments', shown, { locale });
  if (shown.locale === locale) return shown;
  const { id, article_id, ...copied } = shown;
  const known = filter(
    store,
    'article_attachments',
    (row) => row.article_id === article_id && row.file === shown.file && row.locale === locale,
  );
  return (
    known[0] ??
    insert(store, 'article_attachments', nextNumber(store), { ...copied, article_id: article_id ?? null, locale })
  );
}

function attachMedia(store: Store, article: Id, locale: string, key: string): void {
  const media = [...rows(store, 'guide_medias')].find((row) => row.access_key === key);
  if (!media || attachmentsOf(store, article, locale).some((row) => row.access_key === key)) return;
  insert(store, 'article_attachments', nextNumber(store), {
    article_id: article,
    access_key: key,
    file: media.file ?? null,
    file_name: media.name ?? '',
    content_type: media.content_type ?? '',
    size: media.size ?? 0,
    inline: true,
    locale,
  });
}

function attachmentsOf(store: Store, article: Id, locale: string): readonly Row[] {
  return filter(store, 'article_attachments', (row) => row.article_id === article && row.locale === locale);
}
