// Requests to the control API, and the notice of their result.

const notice = document.getElementById('notice');
const NOTICE_MILLIS = 6000;
let hiding = 0;

/** Shows a result, which screen readers announce; a problem stays until the next result. */
export function tell(text, problem = false) {
  clearTimeout(hiding);
  notice.textContent = text;
  notice.classList.toggle('bad', problem);
  if (!problem) {
    hiding = setTimeout(tell, NOTICE_MILLIS, '');
  }
}

/** Removes a problem that belongs to the previous view. */
export function forgetProblem() {
  if (notice.classList.contains('bad')) {
    tell('');
  }
}

async function request(method, path, body) {
  const response = await fetch(path, {method, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'});
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.message || `Status ${response.status}`);
  }
  return answer;
}

/** Reads from the control API. */
export const read = path => request('GET', path);

/** Changes something, and reports the result. Returns whether it succeeded. */
export async function act(done, method, path, body) {
  try {
    await request(method, path, body);
    tell(done);
    return true;
  } catch (problem) {
    tell(problem instanceof TypeError ? 'The emulator does not answer' : problem.message, true);
    return false;
  }
}

const segment = encodeURIComponent;

export const goLive = channel => act(`${channel.name || 'The channel'} is live`, 'POST', 'streams', {channelArn: channel.key});
export const endStream = channel => act(`${channel.name || 'The channel'} is offline`, 'DELETE', `streams/${segment(channel.key)}`);
export const setViewers = (channel, viewerCount) =>
  act(`${channel.name || 'The channel'} has ${viewerCount} viewers`, 'PUT', `streams/${segment(channel.key)}`, {viewerCount});

export const join = (stageArn, userId) => act(`${userId || 'A participant'} has joined`, 'POST', 'participants', {stageArn, userId});
const participant = (stageArn, one) => `participants/${segment(stageArn)}/${segment(one.participantId)}`;
export const publish = (stageArn, one, published) =>
  act(`${one.userId || one.participantId} ${published ? 'publishes' : 'no longer publishes'}`, 'PUT', participant(stageArn, one), {published});
export const leave = (stageArn, one) => act(`${one.userId || one.participantId} has left`, 'DELETE', participant(stageArn, one));

export const send = (roomArn, userId, content) => act('Message sent', 'POST', 'chat/messages', {roomArn, userId, content});

export const addFault = rule => act(`Fault added: ${rule.fault} for ${rule.operation}`, 'POST', 'faults', rule);
export const replaceFaults = (done, rules) => act(done, 'PUT', 'faults', rules);
export const clearFaults = () => act('All faults removed', 'DELETE', 'faults');

export const reset = () => act('Everything has been removed', 'POST', 'reset');

/** Copies a text, and confirms it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell('Copied');
  } catch (forbidden) {
    tell('The browser does not allow copying', true);
  }
}
