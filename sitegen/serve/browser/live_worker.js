// Hears from the preview for all its tabs: a browser opens six connections to one host, and each tab would hold one.
"use strict";
const SILENCE_MS = 40000; // of a server that says something every 15 seconds: this machine has slept
const AGAIN_MS = 500;
const tabs = new Set();
let last = null;
let heardAt = 0;
let source = null;

function tell(tab, isFirst) {
  tab.postMessage({ state: last, isFirst });
}

function listen() {
  if (source) source.close();
  let isFirst = true;
  heardAt = Date.now();
  source = new EventSource("events");
  source.onmessage = (event) => {
    heardAt = Date.now();
    last = JSON.parse(event.data);
    for (const tab of tabs) tell(tab, isFirst);
    isFirst = false;
  };
  source.addEventListener("beat", () => { heardAt = Date.now(); });
  source.onerror = () => {
    source.close();
    last = null;
    setTimeout(listen, AGAIN_MS);
  };
}

setInterval(() => {
  if (Date.now() - heardAt > SILENCE_MS) listen();
}, 5000);

self.onconnect = (event) => {
  const tab = event.ports[0];
  tabs.add(tab);
  tab.onmessage = () => tabs.delete(tab);
  if (!source) listen();
  else if (last) tell(tab, true);
};
