// The button that chooses between the system's theme, light and dark.

const storageKey = "calibration-theme";
const themes = ["auto", "light", "dark"];

// Pages from files and in frames may have no storage; then the choice lasts as long as the page.
function remember(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    return;
  }
}

function show(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

export function setUpTheme(button) {
  let theme = document.documentElement.dataset.theme ?? "auto";
  const label = () => {
    button.textContent = `Theme: ${theme}`;
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    show(theme);
    remember(theme);
    label();
  });
  // Paper is light.
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(theme));
  label();
  button.hidden = false;
}
