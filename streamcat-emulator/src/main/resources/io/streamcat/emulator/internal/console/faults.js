// The view that injects and removes faults.

import {h} from './dom.js';
import {feed} from './feed.js';
import {addFault, clearFaults, read, replaceFaults} from './actions.js';
import {button, empty, field, heading, panel, table} from './format.js';

/** The faults with their meaning and the members of a rule that they use. */
const FAULTS = {
  ERROR: ['Answer an error; the request has no effect', 'error!'],
  ERROR_AFTER: ['Answer an error; the request has its effect', 'error!'],
  DROP_BEFORE: ['Close the connection; the request has no effect'],
  RESPONSE_LOST: ['Close the connection; the request has its effect'],
  BODY_CUT_OFF: ['Close the connection in the middle of the answer'],
  LATE_EFFECT: ['Take effect after the delay', 'error', 'delayMillis'],
  LATENCY: ['Wait before anything else', 'delayMillis', 'jitterMillis'],
  STALE_LIST: ['Show lists as they were before the delay', 'delayMillis'],
  SHIFTING_LIST: ['Move an item across the border of two pages'],
  NEW_NOT_FOUND: ['Do not find resources younger than the delay', 'delayMillis'],
  LATE_TAGS: ['Show resources younger than the delay without tags', 'delayMillis'],
};

const ERRORS = [
  'AccessDeniedException', 'ConflictException', 'InternalServerException', 'PendingVerification', 'ResourceNotFoundException',
  'ServiceQuotaExceededException', 'ServiceUnavailable', 'ThrottlingException', 'ValidationException',
];

let chosen = 'ERROR';

const options = (id, names) => h('datalist', {id}, names.map(name => h('option', {value: name})));

const uses = name => FAULTS[chosen].find(used => used.replace('!', '') === name);

function rule(elements) {
  const described = {operation: elements.operation.value, fault: chosen};
  if (uses('error') && elements.error.value) {
    described.error = elements.error.value;
  }
  for (const name of ['times', 'delayMillis', 'jitterMillis']) {
    if (elements[name]?.value) {
      described[name] = Number(elements[name].value);
    }
  }
  described.probability = Number(elements.percent.value) / 100;
  return described;
}

const number = (name, properties) => h('input', {name, type: 'number', min: '0', step: '1', ...properties});

function form(operations, again) {
  return h('form', {class: 'line', on: {submit: (event, element) => addFault(rule(element.elements))}},
    field('Fault', h('select', {name: 'fault', on: {change: event => { chosen = event.target.value; again(); }}},
      Object.keys(FAULTS).map(fault => h('option', {value: fault, selected: fault === chosen}, fault)))),
    field('Operation', h('input', {name: 'operation', list: 'operations', value: '*', required: true, size: '24', autocomplete: 'off'})),
    uses('error') && field('Error', h('input', {name: 'error', list: 'errors', required: uses('error') === 'error!', size: '26', autocomplete: 'off',
      value: uses('error') === 'error!' ? 'ThrottlingException' : ''})),
    uses('delayMillis') && field('Delay, ms', number('delayMillis', {value: '1000', max: '3600000'})),
    uses('jitterMillis') && field('Jitter, ms', number('jitterMillis', {value: '0', max: '3600000'})),
    field('Requests', number('times', {placeholder: 'default'})),
    field('Percent', number('percent', {value: '100', max: '100', required: true})),
    h('button', {class: 'strong', key: 'inject'}, 'Inject'),
    options('operations', ['*', ...operations]), options('errors', ERRORS));
}

function describe(one) {
  return [
    one.error,
    one.delayMillis > 0 && `${one.delayMillis} ms`,
    one.jitterMillis > 0 && `up to ${one.jitterMillis} ms more`,
  ].filter(Boolean).join(', ') || '–';
}

function remove(index) {
  const rest = feed.faults.filter((one, i) => i !== index);
  return replaceFaults('Fault removed', rest);
}

const COLUMNS = [
  {title: 'Fault'}, {title: 'Operation'}, {title: 'Detail'}, {title: 'Requests left', class: 'number'}, {title: 'Probability', class: 'number'},
  {title: 'Action', class: 'action'},
];

const row = (one, index) => ({
  key: `${index} ${one.fault} ${one.operation}`,
  cells: [
    h('b', {}, one.fault),
    one.operation === '*' ? 'all' : one.operation,
    describe(one),
    one.times === 0 ? 'all' : String(one.times),
    `${Math.round(one.probability * 1000) / 10} %`,
    button('Remove', () => remove(index), {subject: `${one.fault} for ${one.operation}`}),
  ],
});

export const faults = {
  id: 'faults',
  title: 'Faults',
  load: () => read('operations'),
  render(operations, again) {
    return [
      heading('Faults', feed.faults.length > 0 && button('Remove all', clearFaults)),
      panel('Inject', form(operations, again), h('p', {class: 'soft', role: 'status'}, `${FAULTS[chosen][0]}.`)),
      feed.faults.length
        ? table('Active faults', COLUMNS, feed.faults.map(row))
        : empty('No faults', 'Every request gets its regular answer.'),
    ];
  },
};
