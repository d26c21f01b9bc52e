/** Files of the media library, made in three steps: developer.zendesk.com/api-reference/help_center/help-center-api/guide_medias/ */

import { guideListed } from '../../errors.ts';
import { nextUlid } from '../../ids.ts';
import type { Attributes, Row } from '../../json.ts';
import { number, text } from '../../json.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { noContent, ok, param } from '../../router.ts';
import { awaitFile, storageAddress, storedFile } from '../../storage.ts';
import { byId, byText, drop, find, insert, patch, viewed } from '../../store.ts';

/** "Max size is 20MB." */
export const MAX_FILE = 20 * 1024 * 1024;

const PATH = '/guide/medias';
const open = { scope: 'hc', access: 'agent' } as const;

export const mediaRoutes: readonly Route[] = [
  { method: 'POST', path: `${PATH}/upload_url`, ...open, handle: grantUpload },
  { method: 'POST', path: PATH, ...open, handle: createMedia },
  {
    method: 'GET',
    path: PATH,
    ...open,
    handle: (call) =>
      listReply(call, { wrapper: 'records', paging: 'cursor', rows: () => chosen(call), present: presentMedia }),
  },
  { method: 'GET', path: `${PATH}/:id`, ...open, handle: (call) => ok({ media: presentMedia(mediaOf(call)) }) },
  {
    method: 'DELETE',
    path: `${PATH}/:id`,
    ...open,
    handle: (call) => {
      drop(call.store, 'guide_medias', mediaOf(call).id);
      return noContent();
    },
  },
];

function presentMedia({ file, ...row }: Row): Attributes {
  return row;
}

function mediaOf(call: Call): Row {
  const row = find(call.store, 'guide_medias', param(call, 'id'));
  if (!row) throw guideListed(404, 'NotFound', 'The Resource could not be found');
  return row;
}

function chosen({ store, query }: Call): readonly Row[] {
  const prefix = query.get('filter[name_prefix]') ?? '';
  const sort = query.get('sort') ?? 'created';
  const key = sort.replace(/^-/, '');
  const compare = key === 'name' ? byText('name') : key === 'updated' ? byText('updated_at') : byId;
  const kept = viewed(store, 'guide_medias', key, compare).filter((row) => text(row.name).startsWith(prefix));
  return sort.startsWith('-') ? kept.reverse() : kept;
}

/** The address takes the file with exactly the headers that come with it, and no other credentials. */
function grantUpload(call: Call): Reply {
  const type = text(call.body.content_type);
  const size = number(call.body.file_size, -1);
  if (type === '' || size <= 0 || size > MAX_FILE) throw invalidProperty();
  const asset = nextUlid(call.store);
  const headers = {
    'Content-Disposition': `attachment; filename="${asset}"`,
    'Content-Type': type,
    'X-Amz-Server-Side-Encryption': 'AES256',
  };
  const file = awaitFile(call.store, 'PUT', () => headers);
  insert(call.store, 'asset_uploads', asset, { file: file.id });
  return ok({ upload_url: { url: storageAddress(call.base, String(file.id)), asset_upload_id: asset }, headers });
}

function createMedia(call: Call): Reply {
  const asset = find(call.store, 'asset_uploads', text(call.body.asset_upload_id));
  const name = text(call.body.filename);
  const file = asset && storedFile(call.store, text(asset.file));
  // Nothing can be made of a file that has not come yet.
  if (!asset || !file || name === '') throw invalidProperty();
  if (asset.media !== undefined) throw guideListed(409, 'Conflict', 'The request causing a conflict');
  if (file.bytes.length > MAX_FILE) throw invalidProperty();
  const key = nextUlid(call.store);
  const media = insert(call.store, 'guide_medias', nextUlid(call.store), {
    access_key: key,
    content_type: file.type,
    name,
    size: file.bytes.length,
    url: `/guide-media/${key}`,
    version: 1,
    file: asset.file ?? null,
  });
  patch(call.store, 'asset_uploads', asset, { media: media.id });
  return ok({ media: presentMedia(media) });
}

function invalidProperty() {
  return guideListed(400, 'BadRequest', 'Invalid property');
}
