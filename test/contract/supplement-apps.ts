/** What the Support document leaves out about apps, and the forms that bring the files of macros. */

import type { Cited, SupplementBody, SupplementOperation } from './supplement-parts.ts';
import { API, boolean, closed, integer, listOf, nullableText, string, time } from './supplement-parts.ts';

const CHECKED = '2026-11-25';
const APPS: Cited = { page: `${API}/ticketing/apps/apps/`, checked: CHECKED };

const settings = { type: 'object', additionalProperties: nullableText };
const any = {};

/** As the page's examples show one; a recorded account shows fewer of these. */
const installation = closed({
  id: integer,
  app_id: integer,
  product: string,
  enabled: boolean,
  collapsible: boolean,
  servable: boolean,
  settings,
  settings_objects: listOf(closed({ name: string, value: nullableText })),
  group_restrictions: listOf(integer),
  role_restrictions: any,
  has_incomplete_subscription: boolean,
  has_unpaid_subscription: any,
  paid: any,
  pending_installation: boolean,
  pending_job_id: nullableText,
  plan_information: closed({ name: nullableText }),
  recurring_payment: boolean,
  redirect_path: nullableText,
  stripe_account: nullableText,
  stripe_publishable_key: nullableText,
  stripe_subscription_id: nullableText,
  created_at: time,
  updated_at: time,
});

const parameter = { type: 'object', properties: { name: string, kind: string, required: boolean, secure: boolean } };
const app = {
  type: 'object',
  properties: {
    id: integer,
    name: string,
    visibility: { enum: ['private', 'public'] },
    version: string,
    framework_version: string,
    author_name: string,
    author_email: string,
    default_locale: string,
    products: listOf(string),
    single_install: boolean,
    installable: boolean,
    deprecated: boolean,
    obsolete: boolean,
    paid: boolean,
    state: string,
    parameters: listOf(parameter),
    created_at: time,
    updated_at: time,
  },
  required: ['id', 'name', 'visibility', 'version', 'parameters'],
  additionalProperties: false,
};

export const APP_OPERATIONS: readonly SupplementOperation[] = [
  {
    ...APPS,
    operation: 'GET /api/v2/apps/installations',
    query: ['include'],
    responses: { 200: closed({ installations: listOf(installation) }) },
  },
  // The one object of the platform that is shown without a wrapper.
  { ...APPS, operation: 'GET /api/v2/apps/installations/{app_installation_id}', responses: { 200: installation } },
  {
    ...APPS,
    operation: 'GET /api/v2/apps/owned',
    query: ['exclude'],
    responses: { 200: closed({ apps: listOf(app) }) },
  },
];

export const APP_BODIES: readonly SupplementBody[] = ['{macro_id}/attachments', 'attachments'].map((path) => ({
  operation: `POST /api/v2/macros/${path}`,
  request: closed({ attachment: closed({ name: string, type: string }), filename: string }, ['attachment']),
  page: `${API}/ticketing/business-rules/macros/#create-macro-attachment`,
  checked: CHECKED,
}));
