// The text of a mark's <title> in a box beside it, at once, under the pointer or with the focus.

const gap = 12;

function mark(target) {
  if (!(target instanceof SVGElement)) return null;
  const element = target.closest("svg.chart *");
  const title = element?.querySelector(":scope > title");
  return title ? { element, text: title.textContent } : null;
}

export function setUpTooltips(root) {
  const box = document.createElement("div");
  box.className = "tooltip";
  box.setAttribute("aria-hidden", "true"); // the title is read anyway
  box.hidden = true;
  document.body.append(box);

  const place = (x, y) => {
    const { width, height } = box.getBoundingClientRect();
    const left = x + gap + width > innerWidth ? x - gap - width : x + gap;
    const top = y - gap - height < 0 ? y + gap : y - gap - height;
    box.style.left = `${Math.max(left, 4)}px`;
    box.style.top = `${top}px`;
  };
  const show = (text, x, y) => {
    box.textContent = text;
    box.hidden = false;
    place(x, y);
  };
  const hide = () => {
    box.hidden = true;
  };

  root.addEventListener("pointermove", (event) => {
    const found = mark(event.target);
    if (found) show(found.text, event.clientX, event.clientY);
    else hide();
  });
  root.addEventListener("pointerleave", hide);
  root.addEventListener("focusin", (event) => {
    const found = mark(event.target);
    if (!found) return;
    const { right, top } = found.element.getBoundingClientRect();
    show(found.text, right, top);
  });
  root.addEventListener("focusout", hide);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", hide, { passive: true });
}
