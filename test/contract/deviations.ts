/**
 * Where a document is wrong or silent about what the platform does, each with the day it was checked and why we believe
 * otherwise. Everything else in the documents is taken by its word.
 */

import type { Json } from './json.ts';
import type { Direction } from './schema.ts';

export interface Deviation {
  readonly document: 'support' | 'help_center' | 'slack';
  readonly component: string;
  /** `section.parent_section_id` where it is inside another. */
  readonly property: string;
  /** What the property is in truth; `nullable`: as documented, or null; `optional`: as documented, but not always there. */
  readonly schema: 'nullable' | 'optional' | Json;
  /** Both if absent. */
  readonly direction?: Direction;
  readonly checked: string;
  readonly reason: string;
}

/** A key that real replies have and the sandbox lacks, knowingly. */
export interface Omission {
  /** The list, and the path below it: `targets`, `password`. `*` for all that differs. */
  readonly list: string;
  readonly path: string;
  readonly checked: string;
  readonly reason: string;
}

const CHECKED = '2026-11-21';
const RECORDED = 'recorded replies of real accounts show it';

function deviate(
  document: Deviation['document'],
  component: string,
  properties: Readonly<Record<string, Deviation['schema']>>,
  reason: string,
  direction?: Direction,
): readonly Deviation[] {
  return Object.entries(properties).map(([property, schema]) => ({
    document,
    component,
    property,
    schema,
    checked: CHECKED,
    reason,
    ...(direction === undefined ? {} : { direction }),
  }));
}

const string = { type: 'string' };
const integer = { type: 'integer' };
const boolean = { type: 'boolean' };
const strings = { type: 'array', items: string };
const url = { type: 'string', format: 'uri', readOnly: true };
const filterDefinitions = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      value: string,
      title: string,
      title_for_field: string,
      group: string,
      target: { type: 'string', nullable: true },
      output_key: { type: 'string', nullable: true },
      operators: { type: 'array', items: { type: 'object', properties: { value: string, title: string } } },
      values: {
        type: 'object',
        properties: {
          type: string,
          list: { type: 'array', items: { type: 'object', properties: { value: {}, title: string } } },
        },
      },
    },
  },
};
const conditionDefinitions = {
  type: 'array',
  items: { $ref: '#/components/schemas/TriggerConditionDefinitionObjectAll' },
};
const skillConditions = {
  type: 'array',
  items: {
    type: 'object',
    required: ['subject', 'operator', 'value'],
    properties: { subject: string, operator: string, value: { anyOf: [string, strings, { type: 'null' }] } },
  },
};
/** What rules may hold: https://developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/ */
const sentValue = { anyOf: [string, strings] };
const shownValue = { anyOf: [string, boolean, integer, strings, { type: 'null' }] };

export const DEVIATIONS: readonly Deviation[] = [
  ...deviate('support', 'BrandObject', { host_mapping: 'nullable', logo: 'nullable' }, `${RECORDED} null (GET/brands)`),
  ...deviate(
    'support',
    'UserForAdmin',
    {
      alias: 'nullable',
      default_group_id: 'nullable',
      details: 'nullable',
      last_login_at: 'nullable',
      notes: 'nullable',
      signature: 'nullable',
    },
    `${RECORDED} null (GET/users, POST/users)`,
  ),
  ...deviate(
    'support',
    'UserForEndUser',
    { id: 'nullable', url: 'nullable', organization_id: 'nullable' },
    'without credentials /users/me shows "Anonymous user" whose id is null, as live probes found in 2026',
    'response',
  ),
  ...deviate(
    'support',
    'TicketObject',
    { forum_topic_id: 'nullable', recipient: 'nullable' },
    'replies of real accounts that public code keeps show null; only mail has a recipient, and the forum is gone',
    'response',
  ),
  ...deviate(
    'support',
    'TicketObject',
    {
      slas: {
        type: 'object',
        properties: {
          policy_metrics: {
            type: 'array',
            items: {
              type: 'object',
              required: ['metric', 'stage', 'breach_at'],
              properties: {
                metric: string,
                stage: string,
                breach_at: { type: ['string', 'null'], format: 'date-time' },
              },
            },
          },
        },
      },
    },
    'a sideload, which the document leaves out: https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/',
    'response',
  ),
  ...deviate('support', 'TicketFieldObject', { agent_description: 'nullable' }, `${RECORDED} null (GET/ticket_fields)`),
  ...deviate(
    'support',
    'TicketFieldObject',
    { key: { type: ['string', 'null'], readOnly: true } },
    'the list takes `keys` and one reply of a real account showed `key`, null; the document has the parameter only',
  ),
  ...deviate(
    'support',
    'CustomFieldOptionObject',
    { default: boolean },
    `${RECORDED} (GET/ticket_fields), and https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/ sends it`,
  ),
  ...deviate(
    'support',
    'CustomFieldOptionObject',
    { id: { type: ['integer', 'null'] } },
    'an option keeps its identity in an update by its id, which the document calls read-only: ' +
      'https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/#update-ticket-field',
    'request',
  ),
  ...deviate(
    'support',
    'CustomObjectRecord',
    { name: string },
    'the component calls the name read-only, and it is what its own example of a creation sends',
    'request',
  ),
  ...deviate('support', 'TriggerObject', { description: 'nullable' }, `${RECORDED} null (GET/triggers)`),
  ...deviate(
    'support',
    'TriggerConditionObject',
    { value: shownValue },
    'operators without a value show null (GET/triggers), comment_is_public shows true (definitions of a real account)',
    'response',
  ),
  ...deviate(
    'support',
    'TriggerConditionObject',
    { value: sentValue },
    'numbers and booleans are refused: 400 "value must be a string"',
    'request',
  ),
  ...deviate(
    'support',
    'TriggerActionObject',
    { value: sentValue },
    'numbers and booleans are refused: 400 "value must be a string"',
    'request',
  ),
  ...deviate(
    'support',
    'TriggerConditionDefinitionObjectAny',
    { values: { type: 'array', items: { type: 'object' } } },
    `${RECORDED} (definitions-triggers), as among conditions_all`,
  ),
  ...deviate(
    'support',
    'TriggerActionDefinitionObject',
    { metadata: { type: 'object' } },
    `${RECORDED} (definitions-triggers): the numbers that texts are sent from`,
    'response',
  ),
  ...deviate('support', 'AutomationObject', { url }, `${RECORDED} (GET/automations)`),
  ...deviate('support', 'ActionObject', { value: shownValue }, `${RECORDED} as a list (GET/automations)`),
  ...deviate(
    'support',
    'ViewObject',
    { url, raw_title: string, watchable: boolean, description: 'nullable', restriction: 'nullable' },
    `${RECORDED} (GET/views)`,
  ),
  ...deviate('support', 'TargetCommonFields', { url }, `${RECORDED} (GET/targets)`),
  ...deviate(
    'support',
    'LocaleObject',
    { default: boolean, native_name: string, presentation_name: string, rtl: boolean, created_at: 'nullable' },
    `${RECORDED} (GET/locales)`,
  ),
  ...deviate(
    'support',
    'SLAPolicyMetricObject',
    { target_in_seconds: integer },
    'shown beside `target` by newer accounts: https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/',
  ),
  ...deviate(
    'support',
    'SLAPolicyObject',
    { metric_settings: { type: 'object' } },
    'advanced SLA settings: https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/',
  ),
  ...deviate(
    'support',
    'CustomStatusObject',
    { url },
    'public test data taken from accounts show it, as all objects of the API have one',
  ),
  ...deviate(
    'support',
    'TicketFormStatusesResponse',
    {
      ticket_form_statuses: { type: 'array', items: { $ref: '#/components/schemas/TicketFormStatusObject' } },
    },
    'the document allows one, while its own request example makes three at once for one form',
    'response',
  ),
  ...deviate(
    'support',
    'OrganizationObject',
    { organization_fields: { type: ['object', 'null'], additionalProperties: true } },
    'fields that are empty are null, and boxes are true or false, as user_fields are: the document has texts and numbers only',
  ),
  ...['SkillBasedRoutingAttributeValueObject', 'SkillBasedRoutingAttributeValueWithoutPriorityObject'].flatMap(
    (component) =>
      deviate(
        'support',
        component,
        {
          conditions: {
            type: 'object',
            required: ['all', 'any'],
            properties: { all: skillConditions, any: skillConditions },
          },
        },
        'the page on updating a skill sends them, and recorded replies show them with a subject where others have a field',
        'response',
      ),
  ),
  ...deviate(
    'support',
    'SkillBasedRoutingAttributesResponse',
    {
      attribute_values: {
        type: 'array',
        items: { $ref: '#/components/schemas/SkillBasedRoutingAttributeValueWithoutPriorityObject' },
      },
    },
    'the operation itself describes this sideload',
    'response',
  ),
  ...deviate(
    'support',
    'SLAPolicyFilterDefinitionResponse',
    { definitions: { type: 'object', properties: { all: filterDefinitions, any: filterDefinitions } } },
    `${RECORDED} (definitions-slas): ids are numbers, nothing is null, and two more names`,
  ),
  ...deviate(
    'support',
    'SkillBasedRoutingAttributeDefinitions',
    {
      definitions: {
        type: 'object',
        required: ['conditions_all', 'conditions_any'],
        properties: {
          conditions_all: conditionDefinitions,
          conditions_any: conditionDefinitions,
        },
      },
    },
    `${RECORDED} as complete as those of triggers (definitions-routing)`,
    'response',
  ),
  ...deviate(
    'support',
    'GroupSLAPolicyMetricObject',
    { target_in_seconds: integer },
    'beside `target` as in SLA policies: https://developer.zendesk.com/api-reference/ticketing/business-rules/group_sla_policies/',
  ),
  ...deviate(
    'support',
    'WorkspaceObject',
    { ticket_form_id: 'nullable' },
    'a form is one of the things that a workspace may bring, as macros and apps are',
    'response',
  ),
  ...deviate(
    'support',
    'WorkspaceInput',
    {
      activated: boolean,
      prefer_workspace_app_order: boolean,
      apps: { type: 'array', items: { type: 'object', required: ['id'] } },
      ticket_form_id: 'nullable',
    },
    'the object has them and public code that deploys workspaces sends them; the documented body is its example',
    'request',
  ),
  ...deviate(
    'support',
    'MacroInput',
    { title: 'optional', actions: 'optional' },
    'an update takes what it is sent, and switching off a macro must not send actions about fields that are off by now',
    'request',
  ),
  ...deviate(
    'support',
    'MacroInput',
    { attachments: { type: 'array', items: integer } },
    'ids of macro attachments: https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/#create-unassociated-macro-attachment',
    'request',
  ),
  ...deviate(
    'support',
    'SearchResponse',
    {
      results: {
        type: 'array',
        items: { type: 'object', required: ['id', 'url', 'result_type', 'created_at', 'updated_at'] },
      },
    },
    'each result is the object itself with a `result_type`, as recorded replies show (GET/search_user, GET/search_ticket)',
    'response',
  ),
  ...['ArticleObject', 'SectionObject', 'CategoryObject'].flatMap((component) =>
    deviate(
      'help_center',
      component,
      { translations: { type: 'array', items: { $ref: '#/components/schemas/TranslationObject' } } },
      'the page on side-loading shows translations inside their objects, in lists too',
      'response',
    ),
  ),
  ...deviate(
    'help_center',
    'ArticleObject',
    { name: string },
    'published replies of real help centers show it beside `title`, with the text of the source locale',
    'response',
  ),
  ...deviate(
    'help_center',
    'SectionObject',
    { sorting: { enum: ['manual', 'title', 'creation_desc', 'creation_asc'] } },
    'published replies of real help centers show it, and SectionPutRequest takes it',
  ),
  ...deviate(
    'help_center',
    'ArticleRequest',
    {
      article: {
        allOf: [
          { $ref: '#/components/schemas/ArticleObject' },
          // "Can be set when creating but not when updating", says the component that calls it read-only.
          { type: 'object', properties: { draft: boolean } },
        ],
      },
    },
    'the documented body has five of the attributes that the component describes as writable',
    'request',
  ),
  ...deviate(
    'help_center',
    'SectionPutRequest',
    { 'section.parent_section_id': 'nullable' },
    'SectionObject shows null at the top level, and no other value can move a section back there',
    'request',
  ),
  ...deviate(
    'slack',
    'objs_user_profile',
    { fields: 'optional' },
    'users.list leaves custom fields out: https://docs.slack.dev/reference/objects/user-object',
  ),
  ...deviate('support', 'AccountSettingsApiObject', { api_password_access: string }, `${RECORDED} (account-settings)`),
  ...deviate(
    'support',
    'AccountSettingsTicketObject',
    {
      agent_can_change_requester: boolean,
      agent_email_ccs_become_followers: boolean,
      comment_email_ccs_allowed: boolean,
      ticket_followers_allowed: boolean,
    },
    `${RECORDED} (account-settings)`,
  ),
];

export const OMISSIONS: readonly Omission[] = [
  ...['method', 'username', 'password', 'content_type', 'target_url'].map((path) => ({
    list: 'targets',
    path,
    checked: CHECKED,
    reason: 'of targets that call an address, which can no longer be made; the sandbox has one that sends a mail',
  })),
  ...['relationship_target_type', 'relationship_filter'].map((path) => ({
    list: 'organization_fields',
    path,
    checked: CHECKED,
    reason: 'shown by lookup fields, of which the sandbox has none for organizations',
  })),
];

/** Subjects of rules that the sandbox offers and the recorded account did not. */
export const LATER_SUBJECTS: readonly {
  readonly subject: RegExp;
  readonly checked: string;
  readonly reason: string;
}[] = [
  {
    subject: /^(custom_fields_|requester\.custom_fields\.|organization\.custom_fields\.)/,
    checked: CHECKED,
    reason: "the account's own fields",
  },
  {
    subject: /^notification_zis$/,
    checked: '2026-11-25',
    reason: 'where an app is installed that triggers can notify; public code that manages triggers shows its form',
  },
  {
    subject: /^lookup:ticket\.ticket_field_\d+\.custom_fields\./,
    checked: '2026-11-25',
    reason: 'the fields of what the lookup fields of tickets point to, of which the account had none',
  },
  {
    subject: /^custom_status_id$/,
    checked: CHECKED,
    reason:
      'where custom statuses are on: https://developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/',
  },
  {
    subject: /^satisfaction_score$/,
    checked: CHECKED,
    reason: 'where satisfaction surveys are on, on the same page',
  },
];

export function deviationsOf(
  document: Deviation['document'],
  component: string,
  direction: Direction,
): readonly Deviation[] {
  return DEVIATIONS.filter(
    (deviation) =>
      deviation.document === document &&
      deviation.component === component &&
      (deviation.direction ?? direction) === direction,
  );
}
