/* Progressive enhancement only: every page works without this file. */
(function () {
  "use strict";

  // A form that came back with errors: take the reader to the summary.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // Menus made of <details>: close on Escape and on a click elsewhere.
  const closeMenus = (except) => {
    document.querySelectorAll("details.a-menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.a-menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement && document.activeElement.closest("details.a-menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  // A form is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // Filters that are not in use stay out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id !== "liste-filter") return;
    const parameters = event.detail.parameters;
    Object.keys(parameters).forEach((name) => { if (parameters[name] === "") delete parameters[name]; });
  });

  // A list that could not be fetched says so instead of standing still.
  document.addEventListener("htmx:responseError", (event) => {
    window.location.assign(event.detail.pathInfo.finalRequestPath || event.detail.pathInfo.requestPath);
  });
})();
