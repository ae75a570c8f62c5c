// Copy buttons.
{
  function icon(path) {
    return `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;
  }
  const COPY = icon("M7 6.5V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-2M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7Z");
  const DONE = icon("m4 10.5 4 4 8-9");

  // What a reader wants of an example: its lines without prompts and notes, and without those that
  // are hidden, removed or the heads of a diff; of a transcript, the commands alone.
  function exampleText(figure) {
    const all = figure.querySelector(".code-reveal :checked") ? ".line" : ".line:not(.hid)";
    const commands = figure.querySelectorAll(".line.cmd");
    const lines = commands.length ? commands : figure.querySelectorAll(`${all}:not(.del, .hunk)`);
    return [...lines].map((line) => {
      const copy = line.cloneNode(true);
      copy.querySelectorAll(".prompt, del").forEach((part) => part.remove());
      return copy.textContent.replace(/\n$/, "");
    }).join("\n");
  }

  const equip = () => { for (const figure of document.querySelectorAll("figure.code")) {
    const facts = figure.querySelector(".code-facts");
    if (!facts || !navigator.clipboard || facts.querySelector(".copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", words.copy);
    button.innerHTML = COPY;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(exampleText(figure));
      button.innerHTML = DONE;
      button.classList.add("done");
      button.setAttribute("aria-label", words.copied);
      setTimeout(() => {
        button.innerHTML = COPY;
        button.classList.remove("done");
        button.setAttribute("aria-label", words.copy);
      }, 1600);
    });
    facts.append(button);
  } };
  equip();
  document.addEventListener("proofpress:morphed", equip);
}
