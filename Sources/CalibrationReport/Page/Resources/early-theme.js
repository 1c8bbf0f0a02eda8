// In the page's head, so that a remembered theme is there before anything is painted.
(() => {
  try {
    const theme = localStorage.getItem("calibration-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // A page from a file or in a frame may have no storage; it looks as the system does.
  }
})();
