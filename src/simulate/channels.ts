/**
 * Channels by number: rules name them so, tickets by word.
 * developer.zendesk.com/documentation/ticketing/reference-guides/via-types/
 */
export const WEB = '0';
export const MAIL = '4';
export const API = '5';
export const RULE = '8';

const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['web', WEB],
  ['web_form', WEB],
  ['email', MAIL],
  ['mail', MAIL],
  ['api', API],
  ['web_service', API],
  ['rule', RULE],
  ['chat', '29'],
  ['twitter', '30'],
  ['sharing', '31'],
  ['voicemail', '33'],
  ['phone_call_in', '34'],
  ['phone_call_out', '35'],
  ['voice', '34'],
  ['facebook', '38'],
  ['web_widget', '48'],
  ['mobile_sdk', '49'],
  ['help_center', '50'],
  ['help_center_post', '50'],
  ['any_channel', '55'],
  ['channel_integration', '55'],
  ['mobile', '56'],
  ['sms', '57'],
  ['answer_bot_widget', '67'],
  ['line', '72'],
  ['wechat', '73'],
  ['whatsapp', '74'],
  ['native_messaging', '75'],
  ['messaging', '75'],
  ['facebook_messenger', '78'],
  ['instagram_dm', '86'],
  ['instagram_direct', '86'],
  ['twitter_dm', '88'],
]);

/** What `{{ticket.via}}` says. */
const TITLES: ReadonlyMap<string, string> = new Map([
  [WEB, 'Web Form'],
  [MAIL, 'Mail'],
  [API, 'Web Service'],
  [RULE, 'Rule'],
  ['29', 'Chat'],
  ['34', 'Phone call (incoming)'],
  ['48', 'Web Widget'],
  ['50', 'Help Center post'],
  ['75', 'Messaging'],
]);

/** The number of a channel given as number or word; a word that is none stays as it is. */
export function channelNumber(channel: string): string {
  return NUMBERS.get(channel) ?? channel;
}

export function isChannel(channel: string): boolean {
  return NUMBERS.has(channel) || /^\d+$/.test(channel);
}

export function channelTitle(number: string): string {
  return TITLES.get(number) ?? number;
}
