// The chat of a channel page: the messaging protocol of Amazon IVS Chat on the browser's own WebSocket.
// What people write becomes text and never markup, wherever it comes from.

const KEPT = 200;
const LONGEST_WAIT = 30_000;
const RANKS = ['viewer', 'chatter', 'moderator', 'owner'];

const chat = document.querySelector('[data-chat]');
const part = name => chat.querySelector(`[data-chat-part="${name}"]`);
const log = part('log');
const say = part('say');
const input = say.querySelector('input');
const again = part('again');

const session = Math.random().toString(36).slice(2);
const unanswered = new Map();
let socket;
let me = {};
let failures = 0;
let requests = 0;

const tell = text => { part('status').textContent = text; };
const complain = text => { part('problem').textContent = text; };

async function post(form, fields = {}) {
  const body = new URLSearchParams([...new FormData(form), ...Object.entries(fields)]);
  const response = await fetch(form.action, {method: 'POST', body, redirect: 'manual'});
  return {status: response.status, answer: await response.json().catch(() => ({}))};
}

// ---- The connection, for each of which there is a token

async function connect() {
  again.hidden = true;
  tell('Connecting …');
  try {
    const {status, answer} = await post(part('token'));
    if (status === 200) {
      open(answer);
    } else if (status >= 500) {
      retry();
    } else {
      stop(answer.problem ?? 'This page is out of date. Load it again.');
    }
  } catch (offline) {
    retry();
  }
}

function open(admission) {
  me = {id: admission.userId, rank: RANKS.indexOf(admission.role)};
  const since = Date.now();
  socket = new WebSocket(admission.endpoint, admission.token);
  socket.addEventListener('open', () => {
    tell('Connected.');
    say.hidden = me.rank < RANKS.indexOf('chatter');
  });
  socket.addEventListener('message', event => receive(JSON.parse(event.data)));
  socket.addEventListener('close', () => {
    if (unanswered.size > 0) {
      complain('The connection was lost. Whether your last message was sent is not known.');
      unanswered.clear();
    }
    if (me.dismissed) {
      stop(me.dismissed);
      return;
    }
    if (Date.now() - since > LONGEST_WAIT) {
      failures = 0;
    }
    retry();
  });
}

function retry() {
  const wait = Math.min(1000 * 2 ** failures++, LONGEST_WAIT);
  tell('The chat cannot be reached. Trying again …');
  // Not all at once, when it was the server that went away.
  setTimeout(connect, wait * (0.5 + Math.random() / 2));
}

function stop(why) {
  tell(why);
  again.hidden = false;
}

function request(action, members) {
  if (socket?.readyState !== WebSocket.OPEN) {
    complain('You are not connected just now. Try again in a moment.');
    return '';
  }
  const id = `${session}-${++requests}`;
  socket.send(JSON.stringify({Action: action, RequestId: id, ...members}));
  return id;
}

// ---- What comes

function receive(frame) {
  if (frame.Type === 'MESSAGE') {
    unanswered.delete(frame.RequestId);
    show(frame);
  } else if (frame.Type === 'ERROR') {
    refused(frame);
  } else if (frame.EventName === 'aws:DELETE_MESSAGE') {
    remove(frame.Attributes.MessageId ?? frame.Attributes.MessageID);
  } else if (frame.EventName === 'aws:DISCONNECT_USER' && frame.Attributes.UserId === me.id) {
    const reason = frame.Attributes.Reason;
    me.dismissed = reason ? `You were disconnected: ${reason}` : 'You were disconnected.';
  }
}

function refused(frame) {
  const text = unanswered.get(frame.RequestId);
  unanswered.delete(frame.RequestId);
  if (text === undefined) {
    complain(`That was refused: ${frame.ErrorMessage}`);
    return;
  }
  complain(`Your message was not sent: ${frame.ErrorMessage}`);
  input.value ||= text;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function show(message) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const {name = 'Somebody', role = 'chatter'} = message.Sender.Attributes ?? {};
  const line = element('p', message.Sender.UserId === me.id ? 'mine' : '', '');
  line.dataset.message = message.Id;
  line.append(element('b', '', name), ' ');
  if (RANKS.indexOf(role) > RANKS.indexOf('chatter')) {
    line.append(element('span', 'chip', role), ' ');
  }
  line.append(element('span', 'said', message.Content));
  if (me.rank >= RANKS.indexOf('moderator')) {
    line.append(powers(message, name, RANKS.indexOf(role)));
  }
  log.append(line);
  while (log.children.length > KEPT) {
    log.firstElementChild.remove();
  }
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function remove(id) {
  const line = [...log.children].find(child => child.dataset.message === id);
  if (line?.contains(document.activeElement)) {
    log.focus();
  }
  line?.remove();
}

// ---- What owners and moderators may do

function powers(message, name, rank) {
  const menu = element('details', 'powers', '');
  const summary = element('summary', '', 'Moderate');
  summary.append(element('span', 'unseen', ` what ${name} wrote`));
  menu.append(summary, power('Delete', ` what ${name} wrote`, () => request('DELETE_MESSAGE', {Id: message.Id})));
  if (me.rank > rank) {
    const who = message.Sender.UserId;
    menu.append(
        power('Disconnect', ` ${name}`, () => request('DISCONNECT_USER', {UserId: who})),
        power('Ban', ` ${name}`, () => ban(who, name)));
  }
  return menu;
}

function power(label, object, use) {
  const button = element('button', 'small second', label);
  button.type = 'button';
  button.append(element('span', 'unseen', object));
  button.addEventListener('click', () => {
    complain('');
    use();
  });
  return button;
}

async function ban(who, name) {
  try {
    const {status, answer} = await post(part('ban'), {viewer: who});
    if (status === 200) {
      tell(`${name} is banned.`);
    } else {
      complain(answer.problem ?? `${name} could not be banned.`);
    }
  } catch (offline) {
    complain(`${name} could not be banned.`);
  }
}

say.addEventListener('submit', event => {
  event.preventDefault();
  const content = input.value.trim();
  complain('');
  const id = content && request('SEND_MESSAGE', {Content: content});
  if (id) {
    unanswered.set(id, content);
    input.value = '';
  }
});

again.addEventListener('click', connect);

connect();
