// Plays broadcasts. Where the browser cannot play HLS itself, a library fetches the video for it.

const HLS = 'application/vnd.apple.mpegurl';
const NO_PLAYER = 'There is a picture, but this browser cannot play it.';
const NOT_YET = 'The picture has not arrived yet. Trying again …';
const WAIT = 3000;

function explain(player, text) {
  const reason = player.querySelector('.reason');
  reason.hidden = !text;
  reason.querySelector('p').textContent = text;
  player.querySelector('video').hidden = Boolean(text);
}

function start(player) {
  const video = player.querySelector('video');
  const url = player.dataset.player;
  video.addEventListener('playing', () => explain(player, ''));
  if (video.canPlayType(HLS)) {
    video.addEventListener('error', () => retry(player));
    video.play().catch(blocked => { /* The visitor starts it with the controls. */ });
  } else {
    withLibrary(player, video, url);
  }
}

async function withLibrary(player, video, url) {
  await import(player.dataset.library).catch(missing => { /* The next line notices. */ });
  const Hls = globalThis.Hls;
  if (!Hls?.isSupported()) {
    explain(player, NO_PLAYER);
    return;
  }
  const hls = new Hls({enableWorker: false});
  hls.on(Hls.Events.ERROR, (name, error) => {
    if (error.fatal) {
      hls.destroy();
      retry(player);
    }
  });
  video.removeAttribute('src');
  hls.loadSource(url);
  hls.attachMedia(video);
  video.play().catch(blocked => { /* The visitor starts it with the controls. */ });
}

function retry(player) {
  explain(player, NOT_YET);
  setTimeout(() => {
    if (player.isConnected) {
      const fresh = player.cloneNode(true);
      player.replaceWith(fresh);
      fresh.querySelector('video').src = fresh.dataset.player;
      start(fresh);
    }
  }, WAIT);
}

const startAll = root => root.querySelectorAll('[data-player]').forEach(start);
document.addEventListener('replaced', event => startAll(event.target));
startAll(document);
