/** The mails that ask somebody new to confirm their address; nothing is sent, they are kept under `welcome_mails`. */

import { nextNumber } from '../ids.ts';
import type { Row } from '../json.ts';
import { text } from '../json.ts';
import type { Store } from '../store.ts';
import { insert, timestamp } from '../store.ts';

export function sendWelcome(store: Store, user: Row, email: string): void {
  insert(store, 'welcome_mails', nextNumber(store), {
    user_id: user.id,
    to: email,
    role: text(user.role),
    sent_at: timestamp(store),
  });
}
