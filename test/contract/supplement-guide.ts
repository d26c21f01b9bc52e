/** What the Help Center document leaves out: families without a document, and bodies that its operations do not name. */

import type { Json } from './json.ts';
import type { Cited, SupplementBody, SupplementOperation } from './supplement-parts.ts';
import {
  API,
  boolean,
  closed,
  GUIDE_PAGING,
  integer,
  listOf,
  nullableText,
  PAGING_QUERY,
  string,
  time,
  ulid,
} from './supplement-parts.ts';

const GUIDE = `${API}/help_center/help-center-api`;
const CHECKED = '2026-11-25';

function cited(name: string): Cited {
  return { page: `${GUIDE}/${name}/`, checked: CHECKED };
}

/** Guide's newer lists say no more than where they end. */
const meta = closed({ has_more: boolean, after_cursor: nullableText, before_cursor: nullableText });

function permissionGroups(): readonly SupplementOperation[] {
  const at = '/api/v2/guide/permission_groups';
  const own = { name: string, edit: listOf(integer), publish: listOf(integer) };
  const shown = closed({ ...own, id: integer, built_in: boolean, created_at: time, updated_at: time });
  const one = closed({ permission_group: shown });
  const page = cited('permission_groups');
  return [
    {
      ...page,
      operation: `GET ${at}`,
      query: PAGING_QUERY,
      responses: { 200: closed({ ...GUIDE_PAGING, permission_groups: listOf(shown) }, ['permission_groups']) },
    },
    { ...page, operation: `GET ${at}/{permission_group_id}`, responses: { 200: one } },
    {
      ...page,
      operation: `POST ${at}`,
      request: closed({ permission_group: closed(own, ['name']) }),
      responses: { 201: one },
    },
    {
      ...page,
      operation: `PUT ${at}/{permission_group_id}`,
      request: closed({ permission_group: closed(own, []) }),
      responses: { 200: one },
    },
    { ...page, operation: `DELETE ${at}/{permission_group_id}`, responses: { 204: null } },
  ];
}

function contentTags(): readonly SupplementOperation[] {
  const at = '/api/v2/guide/content_tags';
  const shown = closed({ id: ulid, name: string, created_at: time, updated_at: time });
  const one = closed({ content_tag: shown });
  const request = closed({ content_tag: closed({ name: { type: 'string', minLength: 1 } }) });
  const page = cited('content_tags');
  return [
    {
      ...page,
      operation: `GET ${at}`,
      query: ['filter[name_prefix]', 'sort', 'page[size]', 'page[after]', 'page[before]'],
      responses: { 200: closed({ records: listOf(shown), meta }) },
    },
    {
      ...page,
      operation: `GET ${at}/count`,
      query: ['filter[name_prefix]'],
      responses: { 200: closed({ value: integer, refreshed_at: time }) },
    },
    { ...page, operation: `GET ${at}/{id}`, responses: { 200: one } },
    { ...page, operation: `POST ${at}`, request, responses: { 201: one } },
    { ...page, operation: `PUT ${at}/{id}`, request, responses: { 200: one } },
    { ...page, operation: `DELETE ${at}/{id}`, responses: { 204: null } },
  ];
}

function medias(): readonly SupplementOperation[] {
  const at = '/api/v2/guide/medias';
  const shown = closed({
    id: ulid,
    access_key: ulid,
    content_type: string,
    name: string,
    size: integer,
    url: { type: 'string', pattern: '^/guide-media/' },
    version: integer,
    created_at: time,
    updated_at: time,
  });
  const page = cited('guide_medias');
  return [
    {
      ...page,
      operation: `POST ${at}/upload_url`,
      request: closed({ content_type: string, file_size: { type: 'integer', minimum: 1, maximum: 20 * 1024 * 1024 } }),
      responses: {
        200: closed({
          upload_url: closed({ url: { type: 'string', format: 'uri' }, asset_upload_id: ulid }),
          headers: { type: 'object', additionalProperties: string },
        }),
      },
    },
    {
      ...page,
      operation: `POST ${at}`,
      request: closed({ asset_upload_id: string, filename: string }),
      responses: { 200: closed({ media: shown }) },
    },
    {
      ...page,
      operation: `GET ${at}`,
      query: ['filter[name_prefix]', 'sort', 'page[size]', 'page[after]', 'page[before]'],
      responses: { 200: closed({ records: listOf(shown), meta }) },
    },
    { ...page, operation: `GET ${at}/{id}`, responses: { 200: closed({ media: shown }) } },
    { ...page, operation: `DELETE ${at}/{id}`, responses: { 204: null } },
  ];
}

function themes(): readonly SupplementOperation[] {
  const at = '/api/v2/guide/theming';
  const shown = closed({
    id: string,
    name: string,
    author: string,
    version: string,
    live: boolean,
    brand_id: string,
    created_at: time,
    updated_at: time,
  });
  const one = closed({ theme: shown });
  const problem = closed({ title: string, code: string, meta: { type: 'object' } });
  const job = (status: Json, data: Json) =>
    closed({ job: closed({ id: string, status, errors: { anyOf: [{ type: 'null' }, listOf(problem)] }, data }) });
  const upload = closed({
    url: { type: 'string', format: 'uri' },
    parameters: { type: 'object', additionalProperties: string },
  });
  const asking = (attributes: Record<string, Json>) =>
    closed({ job: closed({ attributes: closed({ ...attributes, format: { const: 'zip' } }) }) });
  const created = (data: Record<string, Json>) => ({ 202: job({ const: 'pending' }, closed(data)) });
  const page = cited('theming');
  return [
    {
      ...page,
      operation: `GET ${at}/themes`,
      query: ['brand_id'],
      responses: { 200: closed({ themes: listOf(shown) }) },
    },
    { ...page, operation: `GET ${at}/themes/{id}`, responses: { 200: one } },
    { ...page, operation: `POST ${at}/themes/{id}/publish`, responses: { 200: one } },
    { ...page, operation: `DELETE ${at}/themes/{id}`, responses: { 204: null } },
    {
      ...page,
      operation: `GET ${at}/jobs/{id}`,
      // What a job was created with is told at its creation: the vendor's own tool relies on that.
      responses: { 200: job({ enum: ['pending', 'completed', 'failed'] }, { type: 'null' }) },
    },
    {
      ...page,
      operation: `POST ${at}/jobs/themes/imports`,
      request: asking({ brand_id: string }),
      responses: created({ theme_id: string, upload }),
    },
    {
      ...page,
      operation: `POST ${at}/jobs/themes/updates`,
      request: asking({ theme_id: string, replace_settings: boolean }),
      responses: created({ upload }),
    },
    {
      ...page,
      operation: `POST ${at}/jobs/themes/exports`,
      request: asking({ theme_id: string }),
      responses: created({ download: closed({ url: { type: 'string', format: 'uri' } }) }),
    },
  ];
}

export const GUIDE_OPERATIONS: readonly SupplementOperation[] = [
  ...permissionGroups(),
  ...contentTags(),
  ...medias(),
  ...themes(),
];

/** As forms send them: every field is a text. */
const file = closed({ name: string, type: string });
const attachment = {
  oneOf: [
    closed({ guide_media_id: string, inline: { enum: ['true', 'false'] }, locale: string }, ['guide_media_id']),
    closed({ file, inline: { enum: ['true', 'false'] }, locale: string }, ['file']),
  ],
};

export const GUIDE_BODIES: readonly SupplementBody[] = [
  ...['articles/{article_id}/attachments', 'articles/attachments'].map((path) => ({
    ...cited('article_attachments'),
    operation: `POST /api/v2/help_center/${path}`,
    request: attachment,
  })),
  {
    ...cited('article_attachments'),
    operation: 'POST /api/v2/help_center/articles/{article_id}/bulk_attachments',
    request: closed({ attachment_ids: { ...listOf(integer), minItems: 1, maxItems: 20 } }),
  },
];
