// Filters the tags of a page as one types. Without it the page is whole, and shows no field.
(() => {
  "use strict";

  const form = document.querySelector("form[role=search]");
  if (!form) return;
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const initials = document.querySelectorAll(".initials");
  const groups = document.querySelectorAll("[data-letter]");
  const folded = [...document.querySelectorAll("details.rare")].map((details) => ({ details, open: details.open }));

  // Hangul is compared key by key, as it is typed: 학 is ㅎㅏㄱ. So half a syllable finds the whole, and 홯 finds 화학.
  const FINALS = "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
  const VOWELS = { ㅘ: "ㅗㅏ", ㅙ: "ㅗㅐ", ㅚ: "ㅗㅣ", ㅝ: "ㅜㅓ", ㅞ: "ㅜㅔ", ㅟ: "ㅜㅣ", ㅢ: "ㅡㅣ" };
  const KEYS = new Map([
    ...FINALS.map((keys, place) => [String.fromCharCode(0x11a8 + place), keys.normalize("NFKD")]),
    ...Object.entries(VOWELS).map((pair) => pair.map((letters) => letters.normalize("NFKD"))),
  ]);
  const INITIALS_ALONE = /^[\u1100-\u1112]+$/;

  // Case, accents, width and the signs between words make no difference.
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f\s_/-]/g, "").replace(/^#+/, "").toUpperCase().toLowerCase();
  const keysOf = (text) => text.replace(/[\u1161-\u11c2]/g, (letter) => KEYS.get(letter) ?? letter);

  const tags = [...document.querySelectorAll("[data-tag]")].map((element) => {
    const name = fold(element.querySelector("a, th, .name").textContent);
    return { element, keys: keysOf(name), initials: name.replace(/[^\u1100-\u1112]/g, "") };
  });

  const wanted = () => keysOf(fold(field.value));
  const found = () => tags.filter((tag) => !tag.element.hidden);
  const holdsHits = (element) => element.querySelector("[data-tag]:not([hidden])") !== null;

  const filter = () => {
    const keys = wanted();
    const looked = INITIALS_ALONE.test(keys) ? "initials" : "keys";
    for (const tag of tags) tag.element.hidden = !tag[looked].includes(keys);
    for (const group of groups) group.hidden = !holdsHits(group);
    for (const list of initials) list.hidden = keys !== "";
    for (const each of folded) {
      each.details.hidden = !holdsHits(each.details);
      each.details.open = keys === "" ? each.open : true;
    }
    const count = found().length.toLocaleString(document.documentElement.lang);
    status.textContent = keys === "" ? "" : status.dataset.found.replace("{found}", count);
  };

  // The address tells what is looked for: it can be shared, and whoever comes back finds the page as it was left.
  const remember = () => {
    const address = new URL(location.href);
    if (field.value === "") address.searchParams.delete("q");
    else address.searchParams.set("q", field.value);
    history.replaceState(history.state, "", address);
  };
  const recall = () => {
    field.value = new URL(location.href).searchParams.get("q") ?? "";
    filter();
  };
  const search = () => {
    filter();
    remember();
  };

  // Enter opens the only tag found, or the one of exactly that name; else it leads to the first.
  const open = () => {
    const hits = found();
    const chosen = hits.length === 1 ? hits[0] : hits.find((tag) => tag.keys === wanted());
    if (field.value === "" || hits.length === 0) return;
    if (chosen) chosen.element.querySelector("a, input").click();
    else hits[0].element.querySelector("a, input").focus();
  };

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || field.value === "") return;
    event.preventDefault();
    field.value = "";
    search();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
  addEventListener("popstate", recall);
  for (const each of folded)
    each.details.addEventListener("toggle", () => {
      if (field.value === "") each.open = each.details.open;
    });

  form.hidden = false;
  recall();
})();
