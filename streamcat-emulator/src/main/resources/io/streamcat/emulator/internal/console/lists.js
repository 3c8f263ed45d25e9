// The views that list resources.

import {h} from './dom.js';
import {feed} from './feed.js';
import {endStream, goLive, read} from './actions.js';
import {button, chip, empty, filter, filterOf, heading, idOf, link, named, panel, table, time, typeOfArn} from './format.js';

const LIMIT = 200;
const command = text => `aws --endpoint-url ${location.origin} ${text}`;

const query = (type, text) => read(`resources?type=${type}&limit=${LIMIT}&text=${encodeURIComponent(text)}`);

/** Creates the view of one or more types as a table. */
function list({id, title, type, columns, cells, none}) {
  return {
    id,
    title,
    load: () => query(type, filterOf(id)),
    render(answer, again) {
      const {matching, resources} = answer;
      const rows = resources.map(resource => ({key: `${resource.type} ${resource.key}`, cells: cells(resource)}));
      return [
        heading(title, filter(id, `Filter ${title.toLowerCase()}`, again)),
        rows.length ? table(title, columns, rows) : filterOf(id) ? empty('Nothing found', 'No name, identifier, user or tag has this text.') : none(),
        matching > rows.length && h('p', {class: 'soft'}, `The latest ${rows.length} of ${matching}. The filter searches all.`),
      ];
    },
  };
}

export const stateOf = channel => channel.stream ? chip('Live', 'live') : chip('Offline');

export const channels = list({
  id: 'channels',
  title: 'Channels',
  type: 'channel',
  columns: [
    {title: 'Channel'}, {title: 'State'}, {title: 'Viewers', class: 'number'}, {title: 'Type'}, {title: 'Latency'}, {title: 'Access'},
    {title: 'Since'}, {title: 'Action', class: 'action'},
  ],
  cells: channel => [
    named(channel),
    stateOf(channel),
    channel.stream ? String(channel.stream.viewerCount) : '–',
    channel.attributes.type,
    channel.attributes.latencyMode,
    channel.attributes.authorized ? 'private' : 'public',
    time(channel.stream?.startTime ?? channel.createdAt),
    channel.stream
      ? button('End stream', () => endStream(channel), {subject: `of ${channel.name || idOf(channel.key)}`})
      : button('Go live', () => goLive(channel), {subject: `on ${channel.name || idOf(channel.key)}`}),
  ],
  none: () => empty('No channels yet', 'They appear here when an application, a test or the AWS CLI creates one:', command('ivs create-channel --name todd')),
});

export const rooms = list({
  id: 'rooms',
  title: 'Rooms',
  type: 'room',
  columns: [
    {title: 'Room'}, {title: 'Recent messages', class: 'number'}, {title: 'Messages per second', class: 'number'},
    {title: 'Longest message', class: 'number'}, {title: 'Review'}, {title: 'Created'},
  ],
  cells: room => [
    named(room),
    String(feed.messages.filter(message => message.roomArn === room.key).length),
    String(room.attributes.maximumMessageRatePerSecond),
    String(room.attributes.maximumMessageLength),
    room.attributes.messageReviewHandler?.uri ? 'on' : 'off',
    time(room.createdAt),
  ],
  none: () => empty('No chat rooms yet', 'Rooms show their messages as they pass. Create one:', command('ivschat create-room --name todd')),
});

export const stages = list({
  id: 'stages',
  title: 'Stages',
  type: 'stage',
  columns: [{title: 'Stage'}, {title: 'State'}, {title: 'Connected', class: 'number'}, {title: 'Publishing', class: 'number'}, {title: 'Created'}],
  cells: stage => [
    named(stage),
    stage.connected ? chip('Active', 'good') : chip('Empty'),
    String(stage.connected),
    String(stage.publishing),
    time(stage.createdAt),
  ],
  none: () => empty('No stages yet', 'Participants join, publish and leave here. Create a stage:', command('ivs-realtime create-stage --name todd')),
});

const DONE = ['STOPPED', 'FAILED'];

export const compositionState = composition => {
  const state = composition.attributes.state;
  return chip(state.toLowerCase(), state === 'FAILED' ? 'bad' : DONE.includes(state) ? '' : 'good');
};

export const compositions = list({
  id: 'compositions',
  title: 'Compositions',
  type: 'composition',
  columns: [{title: 'Composition'}, {title: 'State'}, {title: 'Stage'}, {title: 'Destinations'}, {title: 'Started'}, {title: 'Ended'}],
  cells: composition => [
    link(composition.key),
    compositionState(composition),
    link(composition.attributes.stageArn),
    composition.attributes.destinations.map(destination => destination.configuration.channel
      ? h('div', {}, 'channel ', link(destination.configuration.channel.channelArn))
      : h('div', {}, `bucket ${destination.detail?.s3?.recordingPrefix ?? ''}`)),
    time(composition.attributes.startTime),
    time(composition.attributes.endTime),
  ],
  none: () => empty('No compositions', 'A composition shows a stage on a channel or records it. It vanishes five minutes after its end.'),
});

const CONFIGURATIONS = [
  'stream-key', 'playback-key', 'playback-restriction-policy', 'recording-configuration', 'ad-configuration', 'logging-configuration',
  'public-key', 'storage-configuration', 'encoder-configuration', 'ingest-configuration',
];

export const configurations = list({
  id: 'configurations',
  title: 'Keys and settings',
  type: CONFIGURATIONS.join(),
  columns: [{title: 'Type'}, {title: 'Resource'}, {title: 'Belongs to'}, {title: 'Changed'}],
  cells: resource => [
    resource.type.replaceAll('-', ' '),
    named(resource),
    resource.parent ? [`${typeOfArn(resource.parent)} `, link(resource.parent)] : '–',
    time(resource.changedAt),
  ],
  none: () => empty('Nothing here yet', 'Stream keys, signing keys and the settings of recordings, encoders and logs appear here.'),
});

export const configurationTypes = CONFIGURATIONS;

/** Returns the ARN of the channel or stage that a recording belongs to. */
const recorded = recording => recording.parent;

export const recordings = {
  id: 'recordings',
  title: 'Recordings',
  load: () => query('stream-recording,participant-recording', ''),
  render({resources}) {
    const bucket = one => one.attributes.recording_s3_bucket_name ?? one.attributes.recordingS3BucketName;
    const prefix = one => one.attributes.recording_s3_key_prefix ?? one.attributes.recordingS3Prefix;
    const rows = resources.map(one => ({
      key: one.key,
      cells: [
        [`${typeOfArn(recorded(one))} `, link(recorded(one))],
        one.attributes.start ? chip('Recording', 'live') : chip('Paused'),
        `${bucket(one)}/${prefix(one)}`,
        one.attributes.start ? time(one.attributes.start) : ['ends at ', time(one.attributes.end)],
      ],
    }));
    const past = feed.events.filter(({event}) => event['detail-type'].includes('Recording State Change'));
    return [
      heading('Recordings'),
      rows.length
        ? table('Current recordings', [{title: 'Of'}, {title: 'State'}, {title: 'Destination', class: 'long'}, {title: 'Since'}], rows)
        : empty('Nothing is being recorded', 'A live channel with a recording configuration, or a participant who publishes on a stage with a storage configuration, is recorded.'),
      panel('Latest changes', past.length
        ? table('Latest changes of recordings', [{title: 'Time'}, {title: 'Change'}, {title: 'Resource'}, {title: 'Destination', class: 'long'}],
            past.map(({number, event}) => ({
              key: number,
              cells: [
                time(event.time),
                event.detail.recording_status ?? event.detail.event_name ?? '',
                event.resources.map(arn => link(arn)),
                [event.detail.recording_s3_bucket_name, event.detail.recording_s3_key_prefix].filter(Boolean).join('/'),
              ],
            })))
        : h('p', {class: 'soft'}, 'None of the latest events is about a recording.')),
    ];
  },
};

/** Creates the view of the resources that match a text. */
export const search = text => ({
  id: 'search',
  title: `Search: ${text}`,
  load: () => read(`resources?limit=${LIMIT}&text=${encodeURIComponent(text)}`),
  render({matching, resources}) {
    const rows = resources.map(resource => ({
      key: `${resource.type} ${resource.key}`,
      cells: [
        resource.type.replaceAll('-', ' '),
        typeOfArn(resource.key) ? named(resource) : [`${resource.attributes.userId || 'part of'} `, resource.parent ? link(ownerOf(resource.parent)) : ''],
        time(resource.changedAt),
      ],
    }));
    return [
      heading(`Search: ${text}`),
      h('p', {class: 'soft'}, matching === 1 ? 'One resource' : `${matching} resources`),
      rows.length
        ? table('Results', [{title: 'Type'}, {title: 'Resource'}, {title: 'Changed'}], rows)
        : empty('Nothing found', 'No name, identifier, user or tag has this text.'),
    ];
  },
});

/** Returns the ARN at the start of a key of the emulator's own. */
export const ownerOf = key => key.split('/').slice(0, 2).join('/');
