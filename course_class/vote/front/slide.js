// The slide: how many have voted, and no more, looked at again and again while a vote is open.

const PAUSE = 1500; // milliseconds
const said = document.querySelector("#said");

async function look() {
  try {
    const now = await (await fetch("state")).json();
    if (now.phase !== document.querySelector("main").dataset.phase) return location.reload();
    if (said.textContent !== now.said) said.textContent = now.said;
  } catch {
    // The vote was ended: the slide stays as it is.
  }
  setTimeout(look, PAUSE);
}

if (said) look();
