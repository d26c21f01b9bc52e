/** The value types that conditions and actions share. */
import { ref, type ValueCodec, words } from './codec.ts';

export const STATUS = words({
  new: 'new',
  open: 'open',
  pending: 'pending',
  hold: 'hold',
  solved: 'solved',
  closed: 'closed',
});
export const TYPE = words({ none: '', question: 'question', incident: 'incident', problem: 'problem', task: 'task' });
/** https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/: types are numbers there. */
export const TYPE_NUMBER = words({ none: '0', question: '1', incident: '2', problem: '3', task: '4' });
export const PRIORITY = words(
  { none: '', low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  { translate: (word, cx) => cx.priority(word) },
);

export const GROUP = ref(['group'], { none: '', current_groups: 'current_groups' });
export const ASSIGNEE = ref(['user'], { none: '', requester: 'requester_id', current_user: 'current_user' });
export const REQUESTER = ref(['user'], { assignee: 'assignee_id', current_user: 'current_user' });
export const ORGANIZATION = ref(['organization'], { none: '' });
export const BRAND = ref(['brand']);
export const FORM = ref(['ticket_form']);
export const SCHEDULE = ref(['schedule']);
export const LOCALE = ref(['locale']);
export const CUSTOM_STATUS = ref(['custom_status']);
export const SHARING = ref(['sharing_agreement']);

/** https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types/; rules store the number. */
export const CHANNELS: Readonly<Record<string, string>> = {
  web_form: '0',
  email: '4',
  api: '5',
  rule: '8',
  get_satisfaction: '16',
  x_like: '23',
  forum_topic: '24',
  x_direct_message: '26',
  closed_ticket: '27',
  chat: '29',
  x_post: '30',
  ticket_sharing: '31',
  voicemail: '33',
  phone_call_in: '34',
  phone_call_out: '35',
  facebook_post: '38',
  facebook_private_message: '41',
  cti_voicemail: '44',
  cti_call_in: '45',
  cti_call_out: '46',
  web_widget: '48',
  mobile_sdk: '49',
  help_center_post: '50',
  satisfaction_prediction: '54',
  channel_integration: '55',
  mobile: '56',
  sms: '57',
  answer_bot_widget: '67',
  line: '72',
  wechat: '73',
  whatsapp: '74',
  facebook_messenger: '78',
  instagram_direct: '86',
  x_direct_message_messaging: '88',
};
export const CHANNEL: ValueCodec = words(CHANNELS, {
  open: true,
  historic: {
    web: 'web_form',
    mail: 'email',
    email: 'email',
    web_service: 'api',
    api: 'api',
    rule: 'rule',
    chat: 'chat',
  },
});
