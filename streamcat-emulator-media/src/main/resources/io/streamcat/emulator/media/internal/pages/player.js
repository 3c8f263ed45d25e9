/**
 * Plays a low-latency HLS stream of fragmented MP4 in a video element, through Media Source
 * Extensions. It follows the live edge and continues when the channel is live again.
 *
 *   import { Player } from "http://127.0.0.1:4577/_streamcat/media/player.js";
 *   const player = new Player(document.querySelector("video"), playbackUrl);
 *   player.addEventListener("metadata", (event) => console.log(event.detail));
 *   player.start();
 *
 * Events: "state" with "offline", "refused", "playing" or "stopped", and "metadata" with a text
 * when its time has come.
 */
export class Player extends EventTarget {
  /** Seconds between the live edge and the picture. */
  static TARGET = 1;
  static MOST = 2.5;
  static RETRY_MILLIS = 1000;
  static KEPT_SECONDS = 30;

  #video;
  #url;
  #running = null;
  #edge = null;
  #texts = [];
  #state = "";

  constructor(video, url) {
    super();
    this.#video = video;
    this.#url = url;
  }

  start() {
    if (!this.#running) {
      this.#running = new AbortController();
      this.#run(this.#running.signal);
    }
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
    this.#show("stopped");
  }

  /** Seconds since the current picture arrived at the emulator, or NaN. */
  get latency() {
    if (!this.#edge) return NaN;
    return (Date.now() - this.#edge.arrived) / 1000 + this.#edge.time - this.#video.currentTime;
  }

  async #run(signal) {
    while (!signal.aborted) {
      try {
        await this.#play(signal);
      } catch (error) {
        if (!signal.aborted) this.#show(error.refused ? "refused" : "offline");
      }
      if (!signal.aborted) await pause(Player.RETRY_MILLIS, signal);
    }
  }

  async #play(signal) {
    const main = await text(this.#url, signal);
    const codecs = /CODECS="([^"]+)"/.exec(main)[1];
    const playlistUrl = new URL(main.trim().split("\n").pop(), this.#url);
    const source = new MediaSource();
    this.#video.src = URL.createObjectURL(source);
    await happens(source, "sourceopen", signal);
    URL.revokeObjectURL(this.#video.src);
    const buffer = source.addSourceBuffer(`video/mp4; codecs="${codecs}"`);
    this.#edge = null;
    this.#texts = [];
    const follow = setInterval(() => this.#follow(buffer), 100);
    try {
      await this.#load(playlistUrl, buffer, signal);
      if (source.readyState === "open") source.endOfStream();
    } finally {
      clearInterval(follow);
    }
  }

  async #load(playlistUrl, buffer, signal) {
    let next = null;
    let init = "";
    for (;;) {
      const url = new URL(playlistUrl);
      if (next) {
        url.searchParams.set("_HLS_msn", next.segment);
        url.searchParams.set("_HLS_part", next.part);
      }
      const playlist = parse(await text(url, signal));
      next ??= start(playlist);
      for (const segment of playlist.segments) {
        if (!next || segment.number < next.segment) continue;
        if (segment.number > next.segment) next = { segment: segment.number, part: 0 };
        if (segment.init !== init) {
          init = segment.init;
          await append(buffer, await bytes(new URL(init, playlistUrl), signal), signal);
        }
        await this.#append(segment, next, buffer, playlistUrl, signal);
      }
      if (playlist.ended) return;
      if (!next) await pause(Player.RETRY_MILLIS / 4, signal);
    }
  }

  async #append(segment, next, buffer, playlistUrl, signal) {
    const pieces = segment.parts.length > 0 ? segment.parts.slice(next.part) : [segment];
    for (const piece of pieces) {
      const data = await bytes(new URL(piece.uri, playlistUrl), signal);
      this.#texts.push(...eventMessages(data));
      await append(buffer, data, signal);
      const ranges = buffer.buffered;
      if (ranges.length > 0) {
        const time = ranges.end(ranges.length - 1);
        this.#edge = { time, arrived: segment.start + 1000 * piece.end };
      }
      this.#follow(buffer);
    }
    next.part = segment.parts.length;
    if (segment.complete) {
      next.segment++;
      next.part = 0;
    }
    const ranges = buffer.buffered;
    const from = ranges.length > 0 ? ranges.start(0) : 0;
    const to = this.#video.currentTime - Player.KEPT_SECONDS;
    if (to - from > Player.KEPT_SECONDS) {
      buffer.remove(from, to);
      await happens(buffer, "updateend", signal);
    }
  }

  /** Keeps the picture near the live edge. */
  #follow(buffer) {
    const video = this.#video;
    let ranges;
    try {
      ranges = buffer.buffered;
    } catch {
      return; // The source has been closed.
    }
    if (ranges.length === 0) return;
    const first = ranges.start(ranges.length - 1);
    const behind = ranges.end(ranges.length - 1) - video.currentTime;
    if (video.currentTime < first || behind > Player.MOST) {
      video.currentTime = Math.max(first, ranges.end(ranges.length - 1) - Player.TARGET);
    }
    video.playbackRate = behind > Player.TARGET + 0.3 ? 1.05 : 1;
    if (video.paused && this.#state !== "playing") {
      video.play().then(() => this.#show("playing"), () => this.#show("playing"));
    }
    while (this.#texts.length > 0 && this.#texts[0].time <= video.currentTime) {
      this.dispatchEvent(new CustomEvent("metadata", { detail: this.#texts.shift().text }));
    }
  }

  #show(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.dispatchEvent(new CustomEvent("state", { detail: state }));
    }
  }
}

/** Reads a media playlist. */
export function parse(playlist) {
  const segments = [];
  const result = { segments, ended: false };
  let number = 0;
  let init = "";
  let current = null;
  const open = () => {
    if (!current) {
      current = { number: number++, init, start: NaN, parts: [], seconds: 0, complete: false };
      segments.push(current);
    }
    return current;
  };
  for (const line of playlist.split("\n")) {
    const value = line.slice(line.indexOf(":") + 1);
    if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) number = Number(value);
    else if (line.startsWith("#EXT-X-MAP:")) init = attribute(value, "URI");
    else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) open().start = Date.parse(value);
    else if (line.startsWith("#EXT-X-PART:")) {
      const segment = open();
      segment.seconds += Number(/DURATION=([\d.]+)/.exec(value)[1]);
      segment.parts.push({
        uri: attribute(value, "URI"),
        end: segment.seconds,
        independent: value.includes("INDEPENDENT=YES"),
      });
    } else if (line.startsWith("#EXTINF:")) open().end = parseFloat(value);
    else if (line.startsWith("#EXT-X-ENDLIST")) result.ended = true;
    else if (line && !line.startsWith("#")) {
      Object.assign(open(), { uri: line, complete: true });
      current = null;
    }
  }
  return result;
}

/** Returns the latest part at which decoding can start, about a second before the live edge. */
function start({ segments }) {
  let after = 0;
  for (const segment of [...segments].reverse()) {
    for (let part = segment.parts.length - 1; part >= 0; part--) {
      after += segment.parts[part].end - (segment.parts[part - 1]?.end ?? 0);
      if (segment.parts[part].independent && after >= Player.TARGET) {
        return { segment: segment.number, part };
      }
    }
  }
  const first = segments.find((segment) => segment.parts[0]?.independent || segment.complete);
  return first ? { segment: first.number, part: 0 } : null;
}

/** Returns the texts in the event messages at the beginning of a fragment. */
export function eventMessages(data) {
  const texts = [];
  const view = new DataView(data);
  const utf8 = new TextDecoder();
  for (let at = 0; at + 8 <= data.byteLength; at += view.getUint32(at)) {
    if (utf8.decode(data.slice(at + 4, at + 8)) !== "emsg") break;
    const time = Number(view.getBigUint64(at + 16)) / view.getUint32(at + 12);
    const end = at + view.getUint32(at);
    let tag = at + 32;
    for (let zeros = 0; zeros < 2; tag++) if (view.getUint8(tag) === 0) zeros++;
    // A tag has 10 bytes of header, a frame 10, then the encoding and an empty description.
    texts.push({ time, text: utf8.decode(data.slice(tag + 22, end)) });
  }
  return texts;
}

function attribute(value, name) {
  return new RegExp(`${name}="([^"]*)"`).exec(value)[1];
}

async function get(url, signal) {
  const response = await fetch(url, { signal, cache: "no-store" });
  if (!response.ok) {
    throw Object.assign(new Error(`${response.status}`), { refused: response.status === 403 });
  }
  return response;
}

async function text(url, signal) {
  return (await get(url, signal)).text();
}

async function bytes(url, signal) {
  return (await get(url, signal)).arrayBuffer();
}

async function append(buffer, data, signal) {
  buffer.appendBuffer(data);
  await happens(buffer, "updateend", signal);
}

function happens(target, type, signal) {
  const done = new AbortController();
  const once = { signal: done.signal };
  return new Promise((resolve, reject) => {
    target.addEventListener(type, resolve, once);
    target.addEventListener("error", reject, once);
    signal.addEventListener("abort", reject, once);
  }).finally(() => done.abort());
}

function pause(millis, signal) {
  const done = new AbortController();
  return new Promise((resolve) => {
    setTimeout(resolve, millis);
    signal.addEventListener("abort", resolve, { signal: done.signal });
  }).finally(() => done.abort());
}
