// The review page's keys, its lit sentences and its live news. Without this script the page's
// forms and links do the same. All markup comes from the desk; nothing is asked of anybody else.

const edition = document.body.dataset.edition;
const stories = document.getElementById("stories");
const source = document.getElementById("source");
const live = document.getElementById("live");
const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
const RESTING = 1500; // milliseconds without typing after which a judge is asked
const TYPING = 90; // milliseconds after which words are compared

// Claims and their sentences

const claims = () => [...stories.querySelectorAll(".claim")];
const current = () => stories.querySelector('.claim[aria-current="true"]');

function light(claim) {
  for (const lit of source.querySelectorAll(".lit")) lit.classList.remove("lit");
  const found = claim.dataset.lit.trim().split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  for (const sentence of found) sentence.classList.add("lit");
  const first = found[0];
  const article = first ? first.closest("article") : null;
  for (const each of source.querySelectorAll("article")) each.hidden = each !== article;
  document.getElementById("no-source").hidden = Boolean(article);
  if (first) center(first);
}

function center(sentence) {
  const box = source.getBoundingClientRect();
  const at = sentence.getBoundingClientRect();
  source.scrollTop += at.top - box.top - Math.max(0, (box.height - at.height) / 3);
}

function choose(claim, { focus = true } = {}) {
  if (!claim) return;
  const before = current();
  if (before && before !== claim) before.removeAttribute("aria-current");
  claim.setAttribute("aria-current", "true");
  light(claim);
  if (focus) {
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
  }
}

function step(by) {
  const all = claims();
  const at = all.indexOf(current());
  choose(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
}

function nextUndecided() {
  const all = claims();
  const at = all.indexOf(current());
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const found = order.find((each) => each.dataset.state === "open");
  if (found) choose(found);
  else tell("There is nothing left to decide.");
}

function tell(text, bad = false) {
  const told = document.createElement("p");
  told.className = bad ? "told bad" : "told";
  told.textContent = text;
  live.replaceChildren(told);
}

// Decisions

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button) body.set(button.name, button.value);
  const waiting = setTimeout(() => tell("Being kept…"), 400); // a model may read an edit first
  let answer;
  try {
    answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
  } catch {
    tell("The desk does not answer. Nothing was changed.", true);
    return false;
  } finally {
    clearTimeout(waiting);
  }
  if (answer.status === 401) {
    location.assign("/sign-in");
    return false;
  }
  const told = await answer.json();
  if (!answer.ok) {
    tell(`${told.detail}: ${told.hint}.`, true);
    if (answer.status === 409 || answer.status === 412) await refresh();
    return false;
  }
  take(told);
  tell(told.told || "Kept.");
  return true;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // written by the desk's templates, which escape every text
  return template.content.firstElementChild;
}

// Put the fragments of an answer in the place of those they follow, with focus and typing kept.
function take(told) {
  const chosen = current()?.dataset.path;
  for (const [anchor, html] of Object.entries(told.claims ?? {})) {
    const old = document.getElementById(anchor);
    if (!old || isTyping(old)) continue;
    const hadFocus = old.contains(document.activeElement);
    const fresh = parsed(html);
    old.replaceWith(fresh);
    prepare(fresh);
    if (fresh.dataset.path === chosen) choose(fresh, { focus: hadFocus });
  }
  if (told.stories !== undefined) {
    const hadFocus = stories.contains(document.activeElement);
    stories.innerHTML = told.stories;
    prepare(stories);
    const again = claims().find((each) => each.dataset.path === chosen);
    if (again) choose(again, { focus: hadFocus });
  }
  if (told.progress !== undefined) {
    const progress = document.getElementById("progress");
    if (progress.textContent !== told.progress) progress.textContent = told.progress;
  }
  const sign = document.getElementById("sign");
  if (told.signing !== undefined && !sign.contains(document.activeElement?.closest("textarea"))) {
    const hadFocus = sign.contains(document.activeElement);
    sign.innerHTML = told.signing;
    if (hadFocus) sign.focus();
  }
}

const isTyping = (claim) => {
  const text = claim.querySelector("textarea");
  return Boolean(text) && (document.activeElement === text || text.value !== text.defaultValue);
};

async function refresh() {
  const answer = await fetch(`/editions/${edition}`, { headers: { Accept: "application/json" } });
  if (answer.ok) take(await answer.json());
}

function act(action) {
  const button = current()?.querySelector(`form button[value="${action}"]`);
  if (button) button.form.requestSubmit(button);
  else tell("Choose a claim first: j or k.");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-decision], [data-story]")) return;
  event.preventDefault();
  const details = event.submitter?.value === "edit" ? form.querySelector("details") : null;
  const text = form.querySelector("textarea");
  const before = text?.defaultValue;
  if (details) {
    text.defaultValue = text.value; // nothing is unsaved any more, so the answer may replace it
    form.closest(".claim").focus({ preventScroll: true });
  }
  const done = await send(form, event.submitter);
  if (done && form.matches("[data-once]")) form.hidden = true;
  if (!done && details && document.contains(details)) {
    text.defaultValue = before;
    details.open = true;
    text.focus();
  }
});

async function undo() {
  const form = new FormData();
  form.set("action", "undo");
  const answer = await fetch(`/editions/${edition}/undo`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { Accept: "application/json" },
  });
  const told = await answer.json();
  if (!answer.ok) return tell(`${told.detail}: ${told.hint}.`, true);
  take(told);
  tell(told.told);
  const claim = claims().find((each) => each.dataset.path === told.path);
  if (claim) choose(claim);
}

// An edited text is held to its sentences while it is typed

function checking(details) {
  const text = details.querySelector("textarea");
  const shown = details.querySelector(".check");
  const path = details.closest(".claim").dataset.path;
  let typing, resting, asked = 0;
  async function check(again) {
    const mine = ++asked;
    const body = new URLSearchParams({ path, text: text.value, again: again ? "1" : "" });
    const answer = await fetch(`/editions/${edition}/check`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    const told = await answer.json();
    if (mine !== asked) return;
    shown.className = `check ${told.stands ? "stands" : told.fails || !answer.ok ? "fails" : ""}`;
    const said = document.createElement("p");
    said.textContent = answer.ok ? told.status : told.detail;
    const list = document.createElement("ul");
    for (const line of told.findings ?? []) {
      const item = document.createElement("li");
      item.textContent = line;
      list.append(item);
    }
    shown.replaceChildren(said, ...(list.children.length ? [list] : []));
    if (document.activeElement === text) {
      details.closest(".claim").scrollIntoView({ block: "nearest" });
    }
  }
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    // The articles are read while the first words are typed.
    fetch(`/editions/${edition}/editing`, { method: "POST", body: new URLSearchParams({ path }) }).catch(() => {});
  });
  text.addEventListener("input", () => {
    clearTimeout(typing);
    clearTimeout(resting);
    typing = setTimeout(check, TYPING, false);
    resting = setTimeout(check, RESTING, true);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      clearTimeout(typing);
      clearTimeout(resting);
      shown.replaceChildren();
      text.value = text.defaultValue;
      details.open = false;
      choose(details.closest(".claim"));
      event.preventDefault();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      text.form.requestSubmit(details.querySelector("button[value=edit]"));
    }
  });
}

function prepare(within) {
  for (const each of within.querySelectorAll("details.edit")) checking(each);
  for (const each of within.querySelectorAll("[data-script]")) each.hidden = false;
}

// Keys

const isText = (element) =>
  element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: nextUndecided,
  a: () => act("accept"),
  x: () => act("cut"),
  f: () => act("flag"),
  u: undo,
  e: () => {
    const details = current()?.querySelector("details.edit");
    if (!details) return tell("Choose a claim first: j or k.");
    details.open = true;
    const text = details.querySelector("textarea");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    details.closest(".claim").scrollIntoView({ block: "nearest" });
  },
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isText(event.target) || help.open || !(keysOn.checked || event.key === "?")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

stories.addEventListener("focusin", (event) => {
  const claim = event.target.closest(".claim");
  if (claim && claim !== current()) choose(claim, { focus: false });
});
stories.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-sentence]");
  const claim = event.target.closest(".claim");
  if (mark) {
    event.preventDefault();
    choose(claim, { focus: false });
    const sentence = document.getElementById(mark.dataset.sentence);
    const article = sentence?.closest("article");
    if (!article) return;
    for (const each of source.querySelectorAll("article")) each.hidden = each !== article;
    center(sentence);
  } else if (claim && claim !== current()) {
    choose(claim, { focus: !isText(event.target) && !event.target.closest("button, summary, a") });
  }
});
document.getElementById("help-button").addEventListener("click", () => help.showModal());

// News: what others decide, and articles that changed

const news = new EventSource(`/editions/${edition}/events`);
news.addEventListener("changed", refresh);
news.addEventListener("stale", async (event) => {
  await refresh();
  tell(JSON.parse(event.data).message, true);
});
news.addEventListener("ended", () => location.assign("/sign-in"));

prepare(document);
document.documentElement.dataset.ready = "";
