// A button beside a command that copies it: <div class="command"><pre>…</pre></div>.

const shownFor = 1500; // milliseconds

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages from files may not have the clipboard; what is selected can be copied by hand.
    return false;
  }
}

export function setUpCopying(command) {
  const code = command.querySelector("pre");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const isCopied = await copy(code.textContent);
    if (!isCopied) getSelection().selectAllChildren(code);
    button.textContent = isCopied ? "Copied" : "Selected";
    setTimeout(() => {
      button.textContent = "Copy";
    }, shownFor);
  });
  command.append(button);
}
