/** Settings of the account, custom objects, and what agents work with, in the same three states. */

export const OBJECTS_CREATED = `
account:
  settings:
    tickets: {private_attachments: true, emoji_autocompletion: false}
    rule: {macro_order: position}
    routing: {max_email_capacity: 5}
    localization: {languages: [en-us, de, fr]}
    lifecycle: {adopt: true}
custom_objects:
  contract_asset: {title: Contract asset, title_plural: Contract assets, description: What was sold}
  contract_lease: {title: Contract lease, title_plural: Contract leases, listed: false}
custom_object_fields:
  contract_asset:
    name: {key: standard::name, type: text, title: Contract number, properties: {is_unique: true}}
    serial: {type: text, title: Contract serial}
    state: {type: dropdown, title: Contract state, options: {contract_new: New, contract_worn: Worn}}
    owner: {type: lookup, title: Contract owner, target: zen:user}
    lease: {type: lookup, title: Contract lease, target: custom_object.contract_lease}
object_triggers:
  contract_asset:
    worn:
      title: Contract worn
      when: {all: [{field: update_type, is: change}, {field: object_field.serial, present: true}]}
      then: [{set: {object_field.state: contract_worn}}]
    fresh:
      title: Contract fresh
      when: {all: [{field: update_type, is: create}]}
      then: [{set: {object_field.state: contract_new}}]
targets:
  pager: {title: Contract pager, type: email, email: pager@contract.example, subject: 'Ticket {{ticket.id}}'}
macros:
  form:
    title: Contract send the form
    then: [{comment: Here it is.}]
    attachments: [{file: contract.txt}]
workspaces:
  urgent:
    title: Contract urgent
    when: {all: [{field: group, is: tier1}, {field: priority, is: urgent}]}
    macros: [form]
    apps: [live("Slack")]
  leads: {title: Contract leads, when: {all: [{field: group, is: leads}]}}
oauth_clients:
  reporting_dashboard: {type: confidential}
apps:
  slack_app: {name: Slack}
`;

export const OBJECTS_CHANGED = `
account:
  settings:
    tickets: {private_attachments: false}
    localization: {languages: [en-us, de]}
    lifecycle: {adopt: true}
custom_objects:
  contract_asset: {title: Contract asset, title_plural: Contract things, description: What was sold, listed: false}
  contract_lease: {title: Contract lease, title_plural: Contract leases}
custom_object_fields:
  contract_asset:
    name: {key: standard::name, type: text, title: Contract no, properties: {is_unique: false}}
    state: {type: dropdown, title: Contract condition, options: {contract_worn: Worn out, contract_gone: Gone}}
    serial: {type: text, title: Contract serial, description: On the plate}
    owner: {type: lookup, title: Contract owner, target: zen:user}
    lease: {type: lookup, title: Contract lease, target: custom_object.contract_lease}
object_triggers:
  contract_asset:
    fresh:
      title: Contract fresh
      when: {all: [{field: update_type, is: create}]}
      then: [{set: {object_field.state: contract_gone}}]
    worn:
      title: Contract worn out
      active: false
      when: {all: [{field: update_type, is: change}, {field: object_field.serial, present: true}]}
      then: [{set: {object_field.state: contract_worn}}]
targets:
  pager: {title: Contract pager, type: email, email: pager2@contract.example, subject: 'Ticket {{ticket.id}}'}
macros:
  form:
    title: Contract send the form
    then: [{comment: Here it is.}]
    attachments: [{file: contract.txt}]
workspaces:
  leads: {title: Contract leaders, when: {all: [{field: group, is: leads}]}}
  urgent:
    title: Contract urgent
    when: {all: [{field: group, is: tier1}, {field: priority, is: urgent}]}
    macros: []
`;
