/**
 * When the clocks of updates, work and ownership start, count, pause and end. Expected values are worked out by hand from the platform's pages: metric event
 * types reference, advanced settings and group policies (support.zendesk.com/hc/en-us/articles/7412192349466 and 5322445643802).
 */
import { table } from './table.ts';

// script @minute expected : behaviour
table(
  'periodic_update_time',
  `
  0 customer says, 10 agent notes @30 none : waits for the first public comment of an agent
  0 customer says, 10 agent says, 30 agent says @45 closed 20, active 15 : runs from one to the next
  0 agent says @30 active 30 : runs from an agent’s creation
  0 customer says, 10 agent says pending, 20 agent hold @45 active 35 : does not pause on pending or hold
  0 customer says, 10 agent says, 40 agent solved @45 closed 30 : ends when solved
  0 customer says, 10 agent says solved @45 none : does not start with the comment that solves
  0 customer says, 10 agent says, 30 agent says solved @45 closed 20 : ends with the comment that solves
  0 customer says, 10 agent says, 20 customer says @45 active 35 : is not ended by what customers write
  0 customer says, 10 agent says, 20 agent solved, 30 customer says open, 40 agent says @45 closed 10, active 5 : starts again after reopening with the next comment of an agent
`,
);
table(
  'periodic_update_time',
  `
  0 customer says, 10 agent notes, 25 agent notes @45 closed 15, active 20 : counts notes as updates under the setting
`,
  { settings: ['activate_on_agent_internal_note'] },
);
table(
  'periodic_update_time',
  `
  0 customer says, 10 agent notes, 25 agent notes @45 active 35 : only starts with notes, if told so
`,
  { settings: ['activate_on_agent_internal_note'], options: { notesAsUpdates: 'start' } },
);

table(
  'pausable_update_time',
  `
  0 customer says @30 none : waits for the first public comment of an agent
  0 customer says, 10 agent says open, 30 agent says @45 closed 20, active 15 : runs from one to the next
  0 customer says, 10 agent says open, 20 agent pending @45 paused 10 : pauses on pending
  0 customer says, 10 agent says pending @45 paused 0 : starts paused when the comment sets pending
  0 customer says, 10 agent says pending, 30 customer says open @45 active 15 : goes on after pending
  0 customer says, 10 agent says hold @45 active 35 : does not pause on hold
  0 customer says, 10 agent says open, 20 agent pending, 30 agent solved @45 closed 10 : ends when solved, from pending too
`,
);
table(
  'pausable_update_time',
  `
  0 customer says, 10 agent says open, 20 agent notes @45 active 35 : has no setting for notes
`,
  { settings: ['activate_on_agent_internal_note'] },
);

table(
  'requester_wait_time',
  `
  0 customer says, 10 agent open, 20 agent hold @50 active 50 : runs from creation through new, open and hold
  0 customer says, 10 agent says pending @50 paused 10 : pauses on pending
  0 customer says, 10 agent says pending, 30 customer says open @50 active 30 : goes on after pending
  0 agent notes @30 active 30 : counts for tickets that an agent opens
  0 agent says pending, 20 customer says open @50 active 30 : is paused from the start when created pending
  0 customer says, 40 agent solved @90 closed 40 : ends when solved
  0 customer says, 40 agent solved, 100 customer says open @115 active 55 : goes on with what is left when reopened, without the time solved
  0 customer says, 40 agent solved, 100 agent pending @115 paused 40 : is paused when reopened as pending
  0 customer says, 40 agent solved, 100 customer says open @130 active 70 breached : can breach after reopening
  0 customer says, 40 agent solved, 100 agent closed @200 closed 40 : stays ended when closed
`,
);

table(
  'agent_work_time',
  `
  0 customer says, 10 agent open @50 active 50 : runs through new and open
  0 customer says, 10 agent pending, 20 agent hold, 30 agent open, 40 agent hold @50 paused 20 : pauses on pending and on hold
  0 customer says, 10 agent hold, 30 agent solved @50 closed 10 : ends when solved
  0 customer says, 10 agent solved, 30 customer says open @50 active 30 : goes on with what is left when reopened
`,
);

table(
  'total_resolution_time',
  `
  0 customer says, 10 agent pending, 20 agent hold, 50 agent solved @90 closed 50 : runs through every status until solved
  0 customer says, 20 agent solved, 50 customer says open @60 active 30 : goes on without the time solved when reopened
`,
);

table(
  'group_ownership_time',
  `
  0 customer says @20 none : waits for a group
  0 customer says, 10 agent group:one, 20 agent pending @40 active 30 : runs from the assignment, whatever the status
  0 customer says group:one, 25 agent group:two @40 closed 25, active 15 : starts anew with another group
  0 customer says group:one, 25 agent says @40 active 40 : goes on while the group stays
  0 customer says group:one, 10 agent solved, 30 customer says open @50 closed 10, active 20 : ends when solved and starts anew when reopened
  0 customer says group:one, 10 agent group: @50 closed 10 : ends when the group is taken away
`,
);
