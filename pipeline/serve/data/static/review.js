// Keys and selections for reviewers. Every form works without this script; it only saves hands.
"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const claims = all("article.claim");
  let current = claims.find((one) => "#" + one.id === location.hash) || claims[0] || null;

  function show(claim, move) {
    if (!claim) return;
    if (current) current.classList.remove("current");
    current = claim;
    current.classList.add("current");
    if (move) {
      current.focus({ preventScroll: true });
      current.scrollIntoView({ block: "start" });
    }
  }
  show(current, false);
  claims.forEach((one) => one.addEventListener("focusin", () => show(one, false)));

  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
  const press = (selector, within) => {
    const found = (within || document).querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  };

  function step(by) {
    const link = document.querySelector(`a[data-key="${by > 0 ? "n" : "p"}"]`);
    if (link) return link.click();
    show(claims[claims.indexOf(current) + by], true);
  }

  function correct() {
    const details = (current || document).querySelector("details.correct");
    if (!details) return;
    details.open = true;
    details.querySelector("[data-value]").focus();
  }

  const help = document.getElementById("keys");
  const actions = {
    a: () => press('button[data-key="a"]', current),
    r: () => press('button[data-key="r"]', current),
    u: () => press('button[data-key="u"]', current),
    z: () => press('button[data-key="z"]', current) || press('button[data-key="z"]'),
    c: correct,
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    "?": () => help && (help.open ? help.close() : help.showModal()),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  all("[data-help]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", actions["?"]);
  });

  // A correction offers the values that a closed field may take, and shows what the field says now.
  all("details.correct form").forEach((form, number) => {
    const [field, value, list] = [form.elements.field, form.elements.value, form.querySelector("datalist")];
    list.id = `values-${number}`;
    value.setAttribute("list", list.id);
    const fill = () => {
      const chosen = field.selectedOptions[0];
      if (!chosen) return;
      list.replaceChildren(...(chosen.dataset.values || "").split(" ").filter(Boolean).map((one) => new Option(one)));
      value.placeholder = chosen.dataset.now || "";
    };
    field.addEventListener("change", fill);
    fill();
  });

  // Words selected in the text go to the field that is being filled in, with the place where they begin.
  const adding = document.querySelector("form[data-adding]");
  const text = document.querySelector("[data-select]");
  if (!adding || !text) return;
  let slot = adding.querySelector("[data-slot]");
  const choose = (one) => {
    slot.classList.remove("active");
    slot = one;
    slot.classList.add("active");
  };
  choose(slot);
  all("[data-slot]", adding).forEach((one) => {
    one.addEventListener("focusin", () => choose(one));
    one.addEventListener("click", () => choose(one));
  });

  function place(node, offset) {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!holder) return "";
    return Number(holder.dataset.at) + Array.from(holder.textContent.slice(0, node.nodeType === Node.TEXT_NODE ? offset : 0)).length;
  }

  function take() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const words = chosen.toString().trim();
    if (!words || !text.contains(range.commonAncestorContainer)) return;
    slot.querySelector("[data-words]").value = words;
    slot.querySelector("[data-at]").value = place(range.startContainer, range.startOffset);
    const value = slot.querySelector("[data-value]");
    if (value && !value.value) value.value = words;
  }
  text.addEventListener("mouseup", take);
  text.addEventListener("touchend", () => setTimeout(take));
  text.addEventListener("keyup", take);
  text.tabIndex = 0;
})();
