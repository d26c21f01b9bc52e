/** How people sign in to a new account: as the example of developer.zendesk.com/…/account-configuration/security_settings/ */

import type { Profile } from '../features.ts';
import type { Garden } from './plant.ts';
import { BORN, plant } from './plant.ts';

export function seedSecurity(garden: Garden, profile: Profile): void {
  const trial = profile === 'trial';
  const common = {
    enforce_sso: false,
    google_login: false,
    office_365_login: false,
    primary_external_auth: null,
    remote_login: false,
    security_policy_id: 350,
    security_policy_name: 'recommended',
    sso_auto_redirect: false,
    zendesk_login: true,
  };
  plant(
    garden,
    'security_settings',
    {
      admins_can_set_user_passwords: false,
      agent_session_timeout: 480,
      assumable: trial,
      // "E.g. always true for a trial account."
      assumable_account_type: trial,
      assumption_duration: trial ? 'always' : 'off',
      assumption_expiration: null,
      authentication: {
        agent: {
          ...common,
          office_365_allowed_tids: '',
          office_365_enforce_tid: false,
          password: {
            disallow_local_part_from_email: false,
            failed_attempts_allowed: 10,
            is_available: true,
            max_sequence: null,
            password_complexity: 0,
            password_duration: 0,
            password_history_length: 0,
            password_in_mixed_case: false,
            password_length: 5,
          },
          remote_bypass: 2,
          remote_bypass_name: 'admins',
        },
        end_user: { ...common, facebook_login: false, twitter_login: false },
      },
      csp_blocking_enabled: true,
      email_agent_when_sensitive_fields_changed: true,
      end_user_session_timeout: 480,
      ip: { enable_agent_ip_restrictions: false, ip_ranges: '', ip_restriction_enabled: false },
      maximum_session_duration: 720,
      maximum_session_duration_enabled: false,
      mobile_app_access: true,
      mobile_app_session_timeout: 0,
      two_factor_last_update: BORN,
    },
    'account',
  );
}
