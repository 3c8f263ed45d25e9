// The view of one resource: its properties, what can be done with it, and what belongs to it.

import {h} from './dom.js';
import {feed} from './feed.js';
import {endStream, goLive, join, leave, publish, read, send, setViewers} from './actions.js';
import {eventRows, requestRows} from './activity.js';
import {compositionState, stateOf} from './lists.js';
import {button, chip, copyButton, field, idOf, isArn, json, link, named, panel, table, time, typeOfArn} from './format.js';

const HIDDEN = '***';
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MOST_ACTIVITY = 20;

const SECTIONS = {channel: 'channels', room: 'rooms', stage: 'stages', composition: 'compositions'};

let revealed = '';

/** Hides secrets again. */
export function hideSecrets() {
  revealed = '';
}

const KNOWN = {'stream-session': 'Stream session', 'stage-session': 'Stage session', 'stream-recording': 'Recording', 'participant-recording': 'Recording'};

function value(name, content, resource, again) {
  if (content === HIDDEN) {
    return [
      h('span', {class: 'secret'}, '•'.repeat(12), h('span', {class: 'unseen'}, 'hidden')), ' ',
      button('Reveal', () => { revealed = resource.key; again(); }, {subject: name, kind: 'quiet'}),
    ];
  }
  if (isArn(content) && content !== resource.key) {
    return link(content, `${typeOfArn(content)} ${idOf(content)}`);
  }
  if (content === '' || content === null || (typeof content === 'object' && !Object.keys(content).length)) {
    return h('span', {class: 'soft'}, 'none');
  }
  if (typeof content === 'object') {
    return flat(content)
      ? h('dl', {class: 'inner'}, Object.entries(content).map(([inner, one]) => [h('dt', {}, breakable(inner)), h('dd', {}, value(inner, one, resource, again))]))
      : json(content);
  }
  if (TIME.test(content)) {
    return time(content);
  }
  const text = String(content);
  return text.length > 20 ? [h('code', {}, text), ' ', copyButton(text, name)] : text;
}

const flat = content => !Array.isArray(content) && Object.values(content).every(one => one === null || typeof one !== 'object');

/** Members that are shown elsewhere on the page. */
const ELSEWHERE = ['arn', 'name'];

const isNested = content => content !== null && typeof content === 'object' && Object.keys(content).length > 0;

/** Returns the members by name, those with members of their own last. */
const ordered = attributes => Object.entries(attributes)
  .filter(([name]) => !ELSEWHERE.includes(name))
  .sort(([one, a], [other, b]) => isNested(a) - isNested(b) || one.localeCompare(other));

/** Returns a name that may be broken before its capitals. */
const breakable = name => name.split(/(?=[A-Z])/).flatMap(part => [h('wbr'), part]);

function properties(resource, again) {
  return panel('Properties', h('dl', {class: 'properties'}, ordered(resource.attributes).map(([name, content]) => [
    h('dt', {key: `t-${name}`}, breakable(name)), h('dd', {key: `d-${name}`}, value(name, content, resource, again)),
  ])), revealed === resource.key && button('Hide secrets', () => { hideSecrets(); again(); }, {kind: 'quiet'}));
}

/** Whether the emulator has live video, whose page plays a channel. */
const hasVideo = await fetch('/_streamcat/media').then(answer => answer.ok, () => false);

function watchLink(channel) {
  return hasVideo && h('p', {key: 'watch'}, h('a', {href: `/_streamcat/media/?channel=${encodeURIComponent(channel.key)}`}, 'Watch the stream'));
}

function ofChannel(channel) {
  const stream = channel.stream;
  return [
    panel('Broadcast',
      watchLink(channel),
      h('div', {class: 'actions'}, stream
        ? button('End stream', () => endStream(channel), {kind: 'strong'})
        : button('Go live', () => goLive(channel), {kind: 'strong'})),
      stream
        ? [
          h('dl', {class: 'properties'},
            h('dt', {}, 'Since'), h('dd', {}, time(stream.startTime)),
            h('dt', {}, 'Health'), h('dd', {}, stream.health.toLowerCase()),
            h('dt', {}, 'Viewers'), h('dd', {}, String(stream.viewerCount)),
            h('dt', {}, 'Stream'), h('dd', {}, h('code', {}, stream.streamId))),
          h('form', {class: 'line', on: {submit: (event, form) => setViewers(channel, Number(form.elements.viewers.value))}},
            field('Viewers', h('input', {name: 'viewers', type: 'number', min: '0', step: '1', required: true, value: String(stream.viewerCount)})),
            h('button', {}, 'Set', h('span', {class: 'unseen'}, ' viewers'))),
        ]
        : h('p', {class: 'soft'}, '“Go live” acts as an encoder would: the stream starts, and its events leave.')),
  ];
}

function message(one) {
  if (one.eventName) {
    return h('p', {key: one.number, class: 'note'}, time(one.sentAt), ' ', h('b', {}, one.eventName), ' ',
      Object.entries(one.attributes).map(([name, content]) => `${name}: ${content}`).join(', '));
  }
  return h('p', {key: one.number}, time(one.sentAt), ' ', h('b', {}, one.userId), ' ', one.content);
}

function ofRoom(room) {
  const said = feed.messages.filter(one => one.roomArn === room.key).reverse();
  return [panel('Messages',
    h('div', {class: 'log', role: 'log', 'aria-label': 'Messages of the room', tabindex: '0'}, said.length
      ? said.map(message)
      : h('p', {class: 'soft'}, 'Messages and events appear here as they pass. The emulator, like AWS, does not store them.')),
    h('form', {class: 'line', on: {submit: async (event, form) => {
      if (await send(room.key, form.elements.userId.value, form.elements.content.value)) {
        form.elements.content.value = '';
      }
    }}},
    field('User', h('input', {name: 'userId', required: true, value: 'console', size: '10', autocomplete: 'off'})),
    field('Message', h('input', {name: 'content', required: true, autocomplete: 'off'})),
    h('button', {class: 'strong'}, 'Send')))];
}

function ofStage(stage, related) {
  const participants = related.filter(one => one.type === 'participant').map(one => one.attributes);
  const connected = participants.filter(one => one.state === 'CONNECTED');
  const others = participants.filter(one => one.state !== 'CONNECTED');
  const row = one => {
    const subject = one.userId || one.participantId;
    return {
      key: one.participantId,
      cells: [
        [one.userId ? h('b', {}, one.userId) : h('span', {class: 'soft'}, 'no user'), ' ', h('span', {class: 'id'}, one.participantId)],
        one.state === 'CONNECTED' ? (one.publishing ? chip('Publishing', 'live') : chip('Connected', 'good')) : chip('Left'),
        time(one.firstJoinTime),
        one.state === 'CONNECTED' && h('div', {class: 'actions'},
          button(one.publishing ? 'Unpublish' : 'Publish', () => publish(stage.key, one, !one.publishing), {subject}),
          button('Leave', () => leave(stage.key, one), {subject})),
      ],
    };
  };
  return [panel('Participants',
    participants.length
      ? table('Participants', [{title: 'Participant'}, {title: 'State'}, {title: 'Joined'}, {title: 'Action', class: 'action'}],
          [...connected, ...others].map(row))
      : h('p', {class: 'soft'}, 'No participant has joined. A session begins with the first participant.'),
    h('form', {class: 'line', on: {submit: (event, form) => join(stage.key, form.elements.userId.value)}},
      field('User', h('input', {name: 'userId', value: 'console', autocomplete: 'off'})),
      h('button', {class: 'strong'}, 'Join'))),
  ];
}

function others(related) {
  const shown = related.filter(one => !['participant', 'stream'].includes(one.type));
  return shown.length > 0 && panel('Related', h('ul', {class: 'related'}, shown.map(one => h('li', {key: `${one.type} ${one.key}`},
    KNOWN[one.type] || !isArn(one.key)
      ? h('details', {}, h('summary', {}, KNOWN[one.type] ?? one.type, ' ', time(one.createdAt)), json(one.attributes))
      : [h('span', {class: 'soft'}, `${one.type.replaceAll('-', ' ')} `), named(one)]))));
}

function activity(arn, again) {
  const events = feed.events.filter(({event}) => event.resources.includes(arn)).slice(0, MOST_ACTIVITY);
  const requests = feed.requests.filter(one => JSON.stringify(one.input).includes(arn)).slice(0, MOST_ACTIVITY);
  return [
    events.length > 0 && panel('Events', eventRows(events, again)),
    requests.length > 0 && panel('Requests', requestRows(requests, again)),
  ];
}

function stateChip(resource) {
  switch (resource.type) {
    case 'channel': return stateOf(resource);
    case 'composition': return compositionState(resource);
    case 'stage': return resource.connected ? chip('Active', 'good') : chip('Empty');
    default: return typeof resource.attributes.state === 'string' && chip(resource.attributes.state.toLowerCase());
  }
}

const PANELS = {channel: ofChannel, room: ofRoom, stage: ofStage};

/** Creates the view of a resource. */
export const resource = arn => ({
  id: SECTIONS[typeOfArn(arn)] ?? 'configurations',
  title: `${typeOfArn(arn)} ${idOf(arn)}`,
  load: () => read(`resources/${encodeURIComponent(arn)}${revealed === arn ? '?secrets=true' : ''}`),
  render({resource: one, related}, again) {
    return [
      h('div', {class: 'heading', key: 'heading'},
        h('p', {class: 'over'}, one.type.replaceAll('-', ' ')),
        h('h1', {tabindex: '-1'}, one.name || idOf(one.key)),
        stateChip(one)),
      h('p', {class: 'arn'}, h('code', {}, one.key), ' ', copyButton(one.key, 'ARN')),
      h('div', {class: 'columns uneven', key: 'columns'},
        h('div', {}, PANELS[one.type]?.(one, related), properties(one, again)),
        h('div', {}, others(related), activity(arn, again))),
    ];
  },
});
