// Loads the page anew when there is another edition. A page that nobody sees asks for nothing: a browser opens only six
// connections to one server, and as many windows would take them all.
"use strict";
const { seen } = document.currentScript.dataset;
let changes = null;

function listen() {
  if (document.hidden) {
    changes?.close();
    changes = null;
  } else if (!changes) {
    changes = new EventSource(`/preview/changes?since=${seen}`);
    changes.addEventListener("message", () => location.reload());
  }
}

document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => { changes?.close(); changes = null; });
addEventListener("pageshow", listen);
