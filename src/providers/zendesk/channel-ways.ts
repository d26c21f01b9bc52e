/** How a person opens each kind of channel, and how it shows that it is open. */
import type { ChoiceWords } from '../../core/attributes/simple.ts';

export const CHANNEL_TYPES = {
  email: 'email',
  web_form: 'web_form',
  help_center: 'help_center',
  messaging: 'messaging',
  facebook: 'facebook',
  x: 'x',
  whatsapp: 'whatsapp',
  sms: 'sms',
  voice: 'voice',
  instagram: 'instagram',
  api: 'api',
} as const satisfies ChoiceWords;

export interface Way {
  readonly where: string;
  readonly enter: string;
  readonly check: string;
  readonly unread?: true;
}

const CHANNELS = 'Admin Center > Channels';
const MESSAGING = `${CHANNELS} > Messaging and social > Messaging > Add channel`;
const UNREAD = { check: 'no API shows it: tick it off by hand', unread: true } as const;

/**
 * https://support.zendesk.com/hc/en-us/articles/4408838840986 (mail), …/4408846795674 (messaging),
 * …/4408831648794 (social), …/4408885628698 (voice), …/4408831743258 (help center).
 */
export const WAYS: Readonly<Record<keyof typeof CHANNEL_TYPES, Way>> = {
  email: {
    where: `${CHANNELS} > Talk and email > Email`,
    enter: 'the support address, forwarded by its mail server',
    check: 'the account says that the support address is verified',
  },
  web_form: {
    where:
      'Admin Center > Objects and rules > Tickets > Forms; and Knowledge admin, where the help center is activated',
    enter: 'the form, editable for end users',
    check: 'the help center of the brand is active, and the form can be seen by end users',
  },
  help_center: {
    where: 'Knowledge admin > Settings > Help center settings, once for each brand',
    enter: 'activate the help center',
    check: 'the account says that the help center of the brand is active',
  },
  messaging: { where: `${MESSAGING} > Web`, enter: 'a Web Widget; its code goes into the website', ...UNREAD },
  whatsapp: { where: `${MESSAGING} > WhatsApp`, enter: 'sign in at Meta and choose the number', ...UNREAD },
  instagram: {
    where: `${MESSAGING} > Instagram Direct`,
    enter: 'sign in at Meta and choose the account',
    ...UNREAD,
  },
  facebook: {
    where: `${CHANNELS} > Messaging and social > Facebook pages > Add page`,
    enter: 'sign in at Facebook and choose the page',
    ...UNREAD,
  },
  x: {
    where: `${CHANNELS} > Messaging and social > X Corp accounts > Add account`,
    enter: 'sign in at X and choose the account',
    ...UNREAD,
  },
  sms: {
    where: `${CHANNELS} > Talk and email > Text`,
    enter: 'a number with text switched on',
    check: 'the account lists the number, with text switched on',
  },
  voice: {
    where: `${CHANNELS} > Talk and email > Talk > Lines > Add line`,
    enter: 'a phone number',
    check: 'the account lists the number, with voice switched on',
  },
  api: {
    where: 'Admin Center > Apps and integrations > APIs > OAuth clients',
    enter: 'an OAuth client for whatever makes tickets',
    check: 'the API answers',
  },
};
