// The overview, and the views of requests and events as they come and leave.

import {h} from './dom.js';
import {feed} from './feed.js';
import {chip, empty, filter, filterOf, heading, json, link, panel, time, typeOfArn} from './format.js';

const MOST_ROWS = 200;
const LATEST = 12;

const opened = new Set();

/** Returns an entry that shows its details when it is opened. */
function entry(key, summary, details, again) {
  const isOpen = opened.has(key);
  return h('li', {key},
    h('details', {open: isOpen, on: {toggle: (event, element) => {
      if (element.open !== opened.has(key)) {
        if (element.open) {
          opened.add(key);
        } else {
          opened.delete(key);
        }
        again();
      }
    }}}, h('summary', {}, summary), isOpen && details()));
}

const statusKind = status => status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'plain';

/** Shortens the ARNs in a text to type and identifier. */
const shortened = text => text.replace(/\barn:aws:ivs(?:chat)?:[^:]*:[^:]*:/g, '');

function brief(input) {
  const text = Object.entries(input).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
  return shortened(text).slice(0, 200);
}

export const requestRows = (requests, again) => h('ul', {class: 'rows requests'}, requests.map(one => entry(`request ${one.number}`, [
  time(one.receivedAt),
  h('b', {}, one.operation),
  h('span', {}, chip(one.status === 0 ? 'closed' : String(one.status), statusKind(one.status))),
  h('span', {class: 'number'}, `${one.millis} ms`),
  h('span', {class: 'brief'}, one.error && h('b', {}, `${one.error} `), one.cutOffInput ?? brief(one.input)),
], () => [
  h('p', {class: 'soft'}, `${one.service}, received at ${one.receivedAt}`),
  one.cutOffInput ? h('pre', {tabindex: '0', role: 'group', 'aria-label': 'Start of the input'}, `${one.cutOffInput}…`) : json(one.input),
], again)));

const nameOf = event => event.detail.event_name ?? event.detail.recording_status ?? event.detail.limit_name ?? '';

export const eventRows = (events, again) => h('ul', {class: 'rows events'}, events.map(({number, event}) => entry(`event ${number}`, [
  time(event.time),
  h('b', {}, nameOf(event) || event['detail-type']),
  h('span', {class: 'brief'}, [event.detail.channel_name || event.detail.user_id || shortened(event.resources[0] ?? ''), event['detail-type'].replace(/^IVS /, '')]
    .filter(Boolean).join(' · ')),
], () => [
  h('p', {}, event.resources.map(arn => [typeOfArn(arn), ' ', link(arn), ' '])),
  json(event),
], again)));

const matches = (item, text) => !text || JSON.stringify(item).toLowerCase().includes(text.toLowerCase());

/** Creates a view of the latest items of a kind. */
function latest({id, title, items, rows, none}) {
  return {
    id,
    title,
    none,
    render(answer, again) {
      const found = items().filter(item => matches(item, filterOf(id)));
      return [
        heading(title, filter(id, `Filter ${title.toLowerCase()}`, again)),
        found.length ? rows(found.slice(0, MOST_ROWS), again)
          : items().length ? empty('Nothing found', `None of the latest ${title.toLowerCase()} has this text.`) : none(),
      ];
    },
  };
}

export const requests = latest({
  id: 'requests',
  title: 'Requests',
  items: () => feed.requests,
  rows: requestRows,
  none: () => empty('No requests yet', 'Calls of the three APIs appear here as they come, with their input, status and time. Point an AWS SDK at the emulator:',
    `AWS_ENDPOINT_URL=${location.origin}`),
});

export const events = latest({
  id: 'events',
  title: 'Events',
  items: () => feed.events,
  rows: eventRows,
  none: () => empty('No events yet', 'Events for EventBridge appear here as they leave: go live, join a stage, or record.'),
});

const tile = (href, title, number, detail, kind = '') => h('li', {key: title},
  h('a', {href, class: `tile ${kind}`}, h('span', {}, title), h('strong', {}, String(number)), h('small', {}, detail)));

const plural = (number, one, more) => `${number} ${number === 1 ? one : more}`;

export const overview = {
  id: 'overview',
  title: 'Overview',
  render(answer, again) {
    const {counts, faults} = feed;
    const count = type => counts[type] ?? 0;
    const failed = feed.requests.filter(one => one.status === 0 || one.status >= 400).length;
    return [
      heading('Overview'),
      h('ul', {class: 'tiles'},
        tile('#/channels', 'Channels', count('channel'), count('stream') ? `${count('stream')} live` : 'none live', count('stream') ? 'on' : ''),
        tile('#/rooms', 'Rooms', count('room'), plural(feed.messages.length, 'recent message', 'recent messages')),
        tile('#/stages', 'Stages', count('stage'), plural(count('participant'), 'participant so far', 'participants so far')),
        tile('#/requests', 'Recent requests', feed.requests.length, failed ? `${failed} failed` : 'none failed'),
        tile('#/faults', 'Faults', faults.length, faults.length ? 'requests may fail' : 'nothing is injected', faults.length ? 'warn' : '')),
      h('div', {class: 'columns', key: 'columns'},
        panel('Requests', feed.requests.length ? requestRows(feed.requests.slice(0, LATEST), again) : requests.none()),
        panel('Events', feed.events.length ? eventRows(feed.events.slice(0, LATEST), again) : events.none())),
    ];
  },
};
