/**
 * The settings of an account that a program may change, group by group, with what a new account holds. Left out: what the
 * platform only shows, what its plan decides, and what one never changes by accident: sign-in, the default brand, the API, terms.
 * https://developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/
 */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { wrongType, wrongValue } from '../../core/attributes/problems.ts';
import { choice, flag, integer } from '../../core/attributes/simple.ts';
import { struct } from '../../core/attributes/structures.ts';
import { line, text } from '../../core/attributes/text.ts';
import { isPlainStruct, sameValue, type Value } from '../../core/value.ts';

interface Setting {
  readonly attribute: Attribute;
  /** What a new account holds; absent where no document tells, so that an import does not write it. */
  readonly fresh?: Value;
}
type Settings = Readonly<Record<string, Setting>>;

const on = (description: string) => ({ attribute: flag({ description }), fresh: true });
const off = (description: string) => ({ attribute: flag({ description }), fresh: false });
const open = (description: string) => ({ attribute: flag({ description }) });

const color = (what: string, fresh: string) => {
  const description = `${what}, as six hexadecimal digits.`;
  const pattern = /^[0-9A-Fa-f]{6}$/;
  return { attribute: line({ description, pattern, patternSays: 'six hexadecimal digits, such as 03363D' }), fresh };
};

const number = (description: string, fresh?: number) => ({
  attribute: integer({ description, min: 0 }),
  ...(fresh === undefined ? {} : { fresh }),
});

export const GROUPS: Readonly<Record<string, readonly [description: string, settings: Settings]>> = {
  tickets: [
    'How tickets behave.',
    {
      comments_public_by_default: on('Whether replies of agents are public unless they say otherwise.'),
      is_first_comment_private_enabled: on('Whether the first comment of a ticket may be an internal note.'),
      list_newest_comments_first: on('Whether the newest comment stands on top.'),
      private_attachments: off('Whether one must sign in to see attachments.'),
      email_attachments: off('Whether mails carry attachments instead of links to them.'),
      tagging: on('Whether tickets may have tags.'),
      markdown_ticket_comments: off('Whether comments of agents are read as Markdown.'),
      emoji_autocompletion: on('Whether emoji are completed while an agent types.'),
      has_color_text: open('Whether agents may colour their text.'),
      agent_ticket_deletion: off('Whether agents may delete tickets.'),
      agent_invitation_enabled: open('Whether agents may invite people to the account.'),
      list_empty_views: on('Whether views without tickets are listed.'),
      assign_default_organization: on("Whether a ticket gets its requester's default organization."),
      follower_and_email_cc_collaborations: on('Whether tickets have followers and people in CC.'),
      auto_updated_ccs_followers_rules: off('Whether the platform adapted rules to followers and CCs.'),
      comment_email_ccs_allowed: on('Whether people may be put in CC.'),
      ticket_followers_allowed: on('Whether agents may follow tickets.'),
      agent_can_change_requester: on('Whether agents may change who asked.'),
      agent_email_ccs_become_followers: on('Whether agents in CC become followers.'),
      light_agent_email_ccs_allowed: off('Whether light agents may be in CC.'),
      auto_translation_enabled: open('Whether tickets are translated by themselves.'),
      chat_sla_enablement: open('Whether chats have SLAs.'),
      default_to_draft_mode: open('Whether replies begin as drafts.'),
      modern_ticket_reassignment: open(
        'Whether solved tickets of people who leave are assigned anew in the modern way.',
      ),
    },
  ],
  user: [
    'People and what they may do.',
    {
      tagging: on('Whether people may have tags.'),
      agent_created_welcome_emails: on('Whether people whom an agent adds get a welcome mail.'),
      end_user_phone_number_validation: off('Whether phone numbers of customers must be valid.'),
      have_gravatars_enabled: on('Whether pictures of Gravatar are shown.'),
    },
  ],
  agents: [
    'The workspace of agents.',
    {
      agent_home: open('Whether agents begin on the home page.'),
      focus_mode: off('Whether agents get one conversation at a time.'),
      idle_timeout_enabled: open('Whether agents who do nothing become unavailable.'),
    },
  ],
  groups: ['Groups of agents.', { check_group_name_uniqueness: on('Whether two groups may not have the same name.') }],
  brands: [
    'How tickets and people belong to brands; which brand is the default is for a person to choose.',
    {
      require_brand_on_new_tickets: off('Whether agents must choose a brand for a new ticket.'),
      end_user_across_brand_requests: open('Whether customers see their requests of all brands in each help center.'),
      new_agent_brand_association_behavior: {
        attribute: line({ description: 'Which brands new agents belong to: all_brands, …' }),
      },
      end_user_upgrade_brand_association_behavior: {
        attribute: line({ description: 'Which brands customers belong to who become agents: previous_brands, …' }),
      },
    },
  ],
  branding: [
    'Colours of the account.',
    {
      header_color: color('Behind the header', '03363D'),
      page_background_color: color('Behind the page', '333333'),
      tab_background_color: color('Behind tabs', '7FA239'),
      text_color: color('Text in the header', 'FFFFFF'),
    },
  ],
  email: [
    'Mail that comes in and goes out.',
    {
      accept_wildcard_emails: open('Whether mail to any address of the subdomain makes a ticket.'),
      email_sender_authentication_profile: {
        attribute: choice(
          { default: 'default', enhanced: 'enhanced' },
          { description: 'How strictly the sender of a mail is checked.' },
        ),
      },
      email_status: open('Whether agents see what became of a mail.'),
      email_template_photos: open('Whether mails show photos.'),
      email_template_selection: open('Whether templates of mails can be chosen.'),
      gmail_actions: open('Whether mails in Gmail have buttons.'),
      html_mail_template: { attribute: text({ description: 'HTML around every mail; it holds {{content}}.' }) },
      text_mail_template: {
        attribute: text({ description: 'Text around every mail without HTML; it holds {{content}}.' }),
      },
      mail_delimiter: { attribute: text({ description: 'The line above which customers are to reply.' }) },
      no_mail_delimiter: open('Whether that line is left out.'),
      modern_email_template: open('Whether mails use the modern template.'),
      multi_recipient_email_tickets: open('Whether one mail to several addresses makes several tickets.'),
      personalized_replies: open('Whether mails come in the name of the agent.'),
      rich_content_in_emails: open('Whether pictures and formats of mails are kept.'),
      send_gmail_messages_via_gmail: open('Whether mail of connected Gmail accounts goes out through Gmail.'),
    },
  ],
  rule: [
    'Macros and rules.',
    {
      macro_most_used: on('Whether agents see the most used macros on top.'),
      macro_order: {
        attribute: choice(
          { alphabetical: 'alphabetical', position: 'position' },
          { description: 'Order in which agents see macros.' },
        ),
        fresh: 'alphabetical',
      },
    },
  ],
  routing: [
    'Omnichannel routing.',
    {
      enabled: off(
        'Whether tickets, messages and calls are routed to agents. What it needs is set up in the admin pages first.',
      ),
      autorouting_tag: {
        attribute: line({
          description: 'Tag that makes a mail be routed; it cannot be empty.',
          pattern: /^\S+$/,
          patternSays: 'a tag',
        }),
        fresh: '',
      },
      max_email_capacity: number('Mails that an agent has at once.', 1),
      max_messaging_capacity: number('Messages that an agent has at once.', 1),
      reassignment_messaging_enabled: open('Whether messages that nobody accepts go to another agent.'),
      reassignment_messaging_timeout: number('Seconds until a message goes to another agent.'),
      reassignment_talk_timeout: number('Seconds until a call goes to another agent.'),
    },
  ],
  side_conversations: [
    'Conversations beside a ticket.',
    {
      email_channel: open('Whether they can be held by mail.'),
      slack_channel: open('Whether they can be held in Slack.'),
      msteams_channel: open('Whether they can be held in Microsoft Teams.'),
      tickets_channel: open('Whether they can be held in tickets of their own.'),
      show_in_context_panel: open('Whether they stand in the panel beside the ticket.'),
    },
  ],
  ticket_form: [
    'What customers see above the choice of a form.',
    {
      ticket_forms_instructions: {
        attribute: line({
          description: 'What customers read where they choose a form; it may be a placeholder of dynamic content.',
          native: 'raw_ticket_forms_instructions',
        }),
        fresh: 'Please choose your issue below',
      },
    },
  ],
  knowledge: [
    'Knowledge beside a ticket.',
    {
      search_articles: on('Whether agents find articles there.'),
      search_community_posts: on('Whether agents find posts of the community there.'),
      search_external_content: on('Whether agents find content of other sources there.'),
      require_article_templates: off('Whether new articles need a template.'),
      generative_answers: open('Whether answers are written by a machine.'),
    },
  ],
  device_metadata: [
    'What is kept about the devices of customers.',
    {
      enabled: open('Whether anything is kept.'),
      hide_ip: open('Whether the IP address is hidden.'),
      hide_location: open('Whether the place is hidden.'),
    },
  ],
  messaging_inactivity: [
    'Conversations in which the customer says nothing any more.',
    {
      enabled: open('Whether they are ended.'),
      timeout: number('Minutes until one counts as inactive.'),
      end_session: open('Whether the last reminder ends it.'),
    },
  ],
  active_features: [
    'Features that can be switched; what the plan decides is not among them.',
    {
      customer_satisfaction: off('Whether customers are asked if they are satisfied.'),
      csat_reason_code: off('Whether customers who are not satisfied are asked why.'),
      allow_ccs: on('Whether people can be put in CC.'),
      user_tagging: on('Whether people and organizations may have tags.'),
      ticket_tagging: on('Whether tickets may have tags.'),
      agent_forwarding: off('Whether agents can forward tickets by mail.'),
      bcc_archiving: off('Whether every mail goes to an archive as well.'),
      rich_content_in_emails: on('Whether pictures and formats of mails are kept.'),
      suspended_ticket_notification: off('Whether somebody is told of suspended tickets.'),
      benchmark_opt_out: off('Whether the account stays out of the benchmark.'),
      automatic_answers: off('Whether articles are suggested to customers by themselves.'),
      satisfaction_prediction: off('Whether satisfaction is predicted.'),
      light_agents: off('Whether the account has light agents.'),
      chat: off('Whether the account has Chat.'),
      voice: open('Whether the account has Talk.'),
      facebook: off('Whether the account takes Facebook pages.'),
      twitter: off('Whether the account takes X.'),
      explore: open('Whether the account has Explore.'),
    },
  ],
};

/** Features whose switching on may change what the platform charges. */
export const BILLED: readonly string[] = [
  'automatic_answers',
  'satisfaction_prediction',
  'light_agents',
  'chat',
  'voice',
  'facebook',
  'twitter',
  'explore',
];

/** What can be read and not written, and where a person changes it. */
const SHOWN_ONLY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tickets: {
    agent_collision: 'Workspaces > Agent tools > Agent interface',
    allow_group_reset: 'Objects and rules > Tickets > Settings',
    assign_tickets_upon_solve: 'Objects and rules > Tickets > Settings',
    collaboration: 'Objects and rules > Tickets > Settings',
    maximum_personal_views_to_list: 'Workspaces > Agent tools > Views',
    rich_text_comments: 'Objects and rules > Tickets > Settings',
    status_hold: 'Objects and rules > Tickets > Ticket statuses',
    using_skill_based_routing: 'Objects and rules > Omnichannel routing > Skills',
  },
  user: {
    language_selection: 'People > Configuration > End users',
    multiple_organizations: 'People > Configuration > Organizations',
    time_zone_selection: 'People > Configuration > End users',
  },
  agents: {
    agent_workspace: 'Workspaces > Agent tools > Agent interface',
    unified_agent_statuses: 'Objects and rules > Omnichannel routing > Agent statuses',
  },
  brands: { default_brand_id: 'Account > Brand management > Brands' },
  branding: { favicon_url: 'Account > Appearance > Branding', header_logo_url: 'Account > Appearance > Branding' },
};

/** Group → its attribute. */
export const settingGroups: Readonly<Record<string, Attribute>> = Object.fromEntries(
  Object.entries(GROUPS).map(([name, [description, settings]]) => [name, settingsOf(name, description, settings)]),
);

function settingsOf(group: string, description: string, settings: Settings): Attribute {
  const fields = Object.fromEntries(Object.entries(settings).map(([name, { attribute }]) => [name, attribute]));
  const words = Object.keys(fields).join(', ');
  const attribute = struct(fields, { description: `${description} What is not named stays as it is: ${words}.` });
  const { $schema: _, ...shape } = z.toJSONSchema(attribute.schema, { io: 'input', unrepresentable: 'any' });
  return {
    ...attribute,
    // The parser says more about a key than that it is none.
    schema: documented(attribute.description, shape),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, 'a map of settings');
      let broken = false;
      for (const [key, entry] of node.entries) {
        const where = SHOWN_ONLY[group]?.[key];
        if (where === undefined) continue;
        const hint = `It is set at Admin Center > ${where}`;
        wrongValue(cx, { ...node, at: entry.keyAt }, `No API sets ${group}.${key}`, hint);
        broken = true;
      }
      return broken ? undefined : attribute.parse(node, cx);
    },
    worthSaying(value) {
      if (!isPlainStruct(value)) return value;
      const told = Object.entries(value).filter(([name, held]) => {
        const fresh = settings[name]?.fresh;
        return fresh !== undefined && !sameValue(fresh, held);
      });
      return Object.fromEntries(told);
    },
  };
}
