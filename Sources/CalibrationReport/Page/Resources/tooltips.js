// The text of a mark in a box beside the pointer, at once.
//
// Titles of marks become data-tip, and titles of charts aria-label: browsers would show them late, and over the box.

const tooltipGap = 12;

function takeTitles(root) {
  for (const chart of root.querySelectorAll("svg.chart")) {
    const title = chart.querySelector(":scope > title");
    const description = chart.querySelector(":scope > desc");
    if (title) {
      chart.removeAttribute("aria-labelledby");
      chart.setAttribute("aria-label", title.textContent);
      if (description) chart.setAttribute("aria-describedby", description.id);
      title.remove();
    }
    for (const markTitle of chart.querySelectorAll("title")) {
      markTitle.parentElement.dataset.tip = markTitle.textContent;
      markTitle.remove();
    }
  }
}

export function setUpTooltips(root) {
  takeTitles(root);
  const box = document.createElement("div");
  box.className = "tooltip";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true"); // the numbers are in the page's tables too
  root.append(box);

  const hide = () => {
    box.hidden = true;
  };
  root.addEventListener("pointermove", (event) => {
    const tip = event.target.closest("[data-tip]")?.dataset.tip;
    if (!tip) {
      hide();
      return;
    }
    box.textContent = tip;
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    const left = x + tooltipGap + width > innerWidth ? x - tooltipGap - width : x + tooltipGap;
    const top = y - tooltipGap < height ? y + tooltipGap : y - tooltipGap - height;
    box.style.left = `${Math.max(left, 4)}px`;
    box.style.top = `${top}px`;
  });
  root.addEventListener("pointerleave", hide);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", hide, { passive: true });
}
