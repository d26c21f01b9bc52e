/** What customers and agents read, in the languages that the wizard writes. Longer texts are files in templates/. */
import type { Channel, Priority } from './answers.ts';

export type TextLanguage = 'en' | 'de';

export interface Words {
  readonly mainOffice: string;
  readonly teams: readonly string[];
  readonly teamDescription: string;
  readonly defaultGroup: string;
  readonly priorities: Readonly<Record<Priority, { readonly name: string; readonly description: string }>>;
  readonly category: { readonly title: string; readonly description: string; readonly general: string };
  readonly affectedUsers: { readonly title: string; readonly description: string };
  readonly tier: {
    readonly title: string;
    readonly description: string;
    readonly options: Readonly<Record<'enterprise' | 'business' | 'standard', string>>;
  };
  readonly office: { readonly title: string; readonly description: string };
  readonly routing: {
    readonly category: string;
    readonly route: string;
    readonly rest: string;
    readonly priority: string;
    readonly schedule: string;
  };
  readonly received: { readonly subject: string; readonly closedTitle: string };
  readonly slack: {
    readonly critical: string;
    readonly alerts: string;
    readonly criticalTopic: string;
    readonly alertsTopic: string;
    readonly priority: string;
  };
  readonly sla: { readonly title: string; readonly description: string };
  readonly roles: Readonly<
    Record<'supervisor' | 'agent' | 'auditor', { readonly name: string; readonly description: string }>
  >;
  readonly helpCenter: Readonly<Record<'start' | 'startText' | 'help' | 'first' | 'priorities' | 'hours', string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly schedule: string;
  readonly days: Readonly<Record<string, string>>;
  readonly targets: Readonly<
    Record<'priority' | 'meaning' | 'firstReply' | 'resolution' | 'calendar' | 'business', string>
  >;
}

const EN: Words = {
  mainOffice: 'Main office',
  teams: ['Support', 'Technical', 'Billing'],
  teamDescription: 'Tickets about: ',
  defaultGroup: 'Where tickets wait that no rule has sent elsewhere.',
  priorities: {
    p1: { name: 'System down', description: 'The service cannot be used at all, and there is no way around it.' },
    p2: { name: 'Major impact', description: 'An important part cannot be used, or many people are affected.' },
    p3: { name: 'Minor impact', description: 'Something is in the way, and there is a way around it.' },
    p4: { name: 'Question', description: 'A question, or an idea.' },
  },
  category: { title: 'Category', description: 'What it is about.', general: 'General question' },
  affectedUsers: { title: 'Affected users', description: 'How many people cannot work because of it.' },
  tier: {
    title: 'Customer tier',
    description: 'What the customer has bought.',
    options: { enterprise: 'Enterprise', business: 'Business', standard: 'Standard' },
  },
  office: { title: 'Support office', description: 'Whose working hours count for this customer.' },
  routing: {
    category: 'Routing',
    route: 'Route to ',
    rest: 'Route everything else to ',
    priority: 'Set a priority where none is given',
    schedule: 'Use the hours of ',
  },
  received: {
    subject: '[Request received] {{ticket.title}}',
    closedTitle: 'Notify requester and CCs of received request outside hours',
  },
  slack: {
    critical: 'Tell Slack about P1',
    alerts: 'Tell Slack about P2',
    criticalTopic: 'P1 tickets, as they happen.',
    alertsTopic: 'What support should look at today.',
    priority: 'System down',
  },
  sla: { title: 'Standard', description: 'What every customer is promised.' },
  roles: {
    supervisor: {
      name: 'Support Supervisor',
      description: 'Leads a team: sees all tickets, and manages views and macros for everyone.',
    },
    agent: { name: 'Support Agent', description: 'Answers tickets of its own groups.' },
    auditor: { name: 'Read-only Auditor', description: 'Reads tickets and reports, and changes nothing.' },
  },
  helpCenter: {
    start: 'Getting help',
    startText: 'How to reach us, and what happens then.',
    help: 'Working with support',
    first: 'Your first request',
    priorities: 'How we set priorities',
    hours: 'When we are there for you',
  },
  channels: {
    email: 'E-mail',
    web_form: 'Web form',
    help_center: 'Help center',
    messaging: 'Messaging on the website',
    whatsapp: 'WhatsApp',
    voice: 'Phone',
    sms: 'Text messages',
    facebook: 'Facebook',
    instagram: 'Instagram',
    x: 'X',
    api: 'API',
  },
  schedule: 'Support hours',
  days: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  },
  targets: {
    priority: 'Priority',
    meaning: 'What it means',
    firstReply: 'First answer within',
    resolution: 'Solved within',
    calendar: 'at any hour',
    business: 'working hours',
  },
};

const DE: Words = {
  mainOffice: 'Hauptsitz',
  teams: ['Support', 'Technik', 'Buchhaltung'],
  teamDescription: 'Anfragen zum Thema: ',
  defaultGroup: 'Hier warten Anfragen, die keine Regel weitergeleitet hat.',
  priorities: {
    p1: { name: 'Totalausfall', description: 'Nichts geht mehr, und es gibt keinen anderen Weg.' },
    p2: { name: 'Große Störung', description: 'Ein wichtiger Teil fällt aus, oder viele sind betroffen.' },
    p3: { name: 'Kleine Störung', description: 'Etwas behindert die Arbeit, lässt sich aber umgehen.' },
    p4: { name: 'Frage', description: 'Eine Frage oder eine Anregung.' },
  },
  category: { title: 'Thema', description: 'Worum es geht.', general: 'Allgemeine Frage' },
  affectedUsers: { title: 'Betroffene Personen', description: 'Wie viele Personen deshalb nicht arbeiten können.' },
  tier: {
    title: 'Kundenstufe',
    description: 'Was der Kunde gebucht hat.',
    options: { enterprise: 'Enterprise', business: 'Business', standard: 'Standard' },
  },
  office: { title: 'Zuständiger Standort', description: 'Wessen Arbeitszeiten für diesen Kunden gelten.' },
  routing: {
    category: 'Verteilung',
    route: 'Weiterleiten an ',
    rest: 'Alles andere an ',
    priority: 'Priorität setzen, wo keine angegeben ist',
    schedule: 'Arbeitszeiten von ',
  },
  received: {
    subject: '[Anfrage erhalten] {{ticket.title}}',
    closedTitle: 'Eingang bestätigen, außerhalb der Servicezeiten',
  },
  slack: {
    critical: 'P1 an Slack melden',
    alerts: 'P2 an Slack melden',
    criticalTopic: 'P1-Tickets, sobald sie entstehen.',
    alertsTopic: 'Was der Support heute ansehen sollte.',
    priority: 'Totalausfall',
  },
  sla: { title: 'Standard', description: 'Was allen Kunden zugesagt ist.' },
  roles: {
    supervisor: {
      name: 'Teamleitung Support',
      description: 'Leitet ein Team: sieht alle Tickets, pflegt Ansichten und Makros für alle.',
    },
    agent: { name: 'Support-Mitarbeit', description: 'Beantwortet Tickets der eigenen Gruppen.' },
    auditor: { name: 'Nur Lesen', description: 'Liest Tickets und Berichte und ändert nichts.' },
  },
  helpCenter: {
    start: 'Hilfe bekommen',
    startText: 'Wie Sie uns erreichen und was dann geschieht.',
    help: 'Zusammenarbeit mit dem Support',
    first: 'Ihre erste Anfrage',
    priorities: 'Wie wir Prioritäten setzen',
    hours: 'Wann wir für Sie da sind',
  },
  channels: {
    email: 'E-Mail',
    web_form: 'Kontaktformular',
    help_center: 'Help Center',
    messaging: 'Chat auf der Website',
    whatsapp: 'WhatsApp',
    voice: 'Telefon',
    sms: 'SMS',
    facebook: 'Facebook',
    instagram: 'Instagram',
    x: 'X',
    api: 'API',
  },
  schedule: 'Servicezeiten',
  days: {
    mon: 'Montag',
    tue: 'Dienstag',
    wed: 'Mittwoch',
    thu: 'Donnerstag',
    fri: 'Freitag',
    sat: 'Samstag',
    sun: 'Sonntag',
  },
  targets: {
    priority: 'Priorität',
    meaning: 'Was sie bedeutet',
    firstReply: 'Erste Antwort innerhalb von',
    resolution: 'Gelöst innerhalb von',
    calendar: 'rund um die Uhr',
    business: 'Arbeitsstunden',
  },
};

export const WORDS: Readonly<Record<TextLanguage, Words>> = { en: EN, de: DE };

/** The language of the texts: the client's first one if they are written in it, else English. */
export function textLanguage(languages: readonly string[]): TextLanguage {
  return /^de(-|$)/i.test(languages[0] ?? '') ? 'de' : 'en';
}
