import { Player } from "./player.js";

const find = (id) => document.getElementById(id);
const video = find("video");
let player = null;
let state = "";

function play() {
  player?.stop();
  find("metadata").replaceChildren();
  if (!find("channel").value) return;
  const url = new URL(new URL(find("channel").value).pathname, location.href);
  if (find("token").value) url.searchParams.set("token", find("token").value);
  player = new Player(video, url.href);
  player.addEventListener("state", (event) => {
    state = event.detail;
  });
  player.addEventListener("metadata", (event) => {
    const item = document.createElement("li");
    item.textContent = event.detail;
    find("metadata").prepend(item);
  });
  player.start();
}

async function refresh() {
  const { channels } = await (await fetch("/_streamcat/media")).json();
  const select = find("channel");
  const chosen = select.value || new URLSearchParams(location.search).get("channel");
  const options = channels.map((channel) => {
    const name = channel.name || channel.channelArn.split("/").pop();
    const option = new Option(channel.isLive ? `${name} (live)` : name, channel.localPlaybackUrl);
    option.selected = [channel.localPlaybackUrl, channel.channelArn].includes(chosen);
    return option;
  });
  const before = select.value;
  select.replaceChildren(...options);
  if (select.value !== before) play();
}

find("channel").addEventListener("change", play);
find("token").addEventListener("change", play);
setInterval(() => {
  const latency = player?.latency;
  find("state").textContent =
    state === "playing" && latency >= 0 ? `playing, ${latency.toFixed(1)} s behind` : state;
}, 500);
setInterval(refresh, 3000);
refresh();
