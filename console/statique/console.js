// Form tokens, the re-login in place when the session has ended, keys, tabs, copies.
"use strict";

const corps = document.body;
const dialogue = document.getElementById("reconnexion");

function dit(ou, phrase) {
  const zone = document.getElementById(ou);
  if (zone && zone.textContent !== phrase) zone.textContent = phrase;
}

// -- requests ----------------------------------------------------------------------------------

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-Jeton"] = corps.dataset.jeton;
});
corps.addEventListener("etat", ({ detail }) => dit("etat", detail.value));

// What could not be sent keeps standing on the screen, and is sent again after the re-login.
const enAttente = new Set();
// A screen that asks for news by itself does not take away what somebody's act was refused for.
let alerteDUnActe = false;
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status === 401 && dialogue) {
    enAttente.add(detail.elt);
    if (!dialogue.open) dialogue.showModal();
    return;
  }
  let phrase = "La console n'a pas pu répondre. Réessayez.";
  try {
    phrase = JSON.parse(detail.xhr.responseText).erreur || phrase;
  } catch { /* not JSON: the general sentence */ }
  alerteDUnActe = Boolean(detail.requestConfig.triggeringEvent);
  dit("alerte", phrase);
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  alerteDUnActe = Boolean(detail.requestConfig.triggeringEvent);
  dit("alerte", "La console ne répond pas. Votre texte reste ici : réessayez dans un instant.");
});
document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  if (!alerteDUnActe || detail.requestConfig.triggeringEvent) dit("alerte", "");
});

dialogue?.querySelector("form").addEventListener("submit", async (evenement) => {
  evenement.preventDefault();
  const formulaire = evenement.target;
  const erreur = formulaire.querySelector(".erreur");
  const reponse = await fetch("/connexion", {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams(new FormData(formulaire)),
  }).catch(() => null);
  const lu = await reponse?.json().catch(() => null);
  if (!lu?.jeton) {
    erreur.textContent = lu?.erreur || "La console ne répond pas. Réessayez.";
    return;
  }
  erreur.textContent = "";
  corps.dataset.jeton = lu.jeton;
  for (const champ of document.querySelectorAll("input[name=jeton]")) champ.value = lu.jeton;
  formulaire.reset();
  dialogue.close();
  for (const element of [...enAttente]) {
    enAttente.delete(element);
    htmx.trigger(element, element.id === "mots" ? "analyse" : element.matches("form") ? "change" : "click");
  }
});

// A panel that is being typed in is not replaced under the fingers.
document.addEventListener("htmx:oobBeforeSwap", (evenement) => {
  const { target } = evenement.detail;
  const ici = document.activeElement;
  const tape = ici && ici !== target && target.contains(ici) && ici.matches("input, textarea");
  if (tape && ici.value !== ici.defaultValue) evenement.detail.shouldSwap = false;
});

// -- what stays as it was when the results come back -------------------------------------------

let ouverts = new Map();
let onglets = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  ouverts = new Map([...document.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
  onglets = new Map(
    [...document.querySelectorAll("[data-onglets]")].map((zone) => [
      zone.dataset.onglets,
      zone.querySelector("[aria-selected=true]")?.textContent,
    ]),
  );
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, ouvert] of ouverts) {
    const element = document.getElementById(id);
    if (element) element.open = ouvert;
  }
  for (const [nom, titre] of onglets) {
    const zone = document.querySelector(`[data-onglets="${nom}"]`);
    const choisi = [...(zone?.querySelectorAll("[role=tab]") || [])].find((o) => o.textContent === titre);
    if (choisi) montre(choisi);
  }
});

// -- tabs --------------------------------------------------------------------------------------

function montre(onglet) {
  for (const autre of onglet.parentElement.children) {
    const choisi = autre === onglet;
    autre.setAttribute("aria-selected", String(choisi));
    autre.tabIndex = choisi ? 0 : -1;
    document.getElementById(autre.getAttribute("aria-controls")).hidden = !choisi;
  }
}
document.addEventListener("keydown", (evenement) => {
  const onglet = evenement.target.closest?.("[role=tab]");
  if (!onglet) return;
  const tous = [...onglet.parentElement.children];
  const ici = tous.indexOf(onglet);
  const ou = { ArrowRight: ici + 1, ArrowLeft: ici - 1, Home: 0, End: tous.length - 1 }[evenement.key];
  if (ou === undefined) return;
  evenement.preventDefault();
  const suivant = tous[(ou + tous.length) % tous.length];
  montre(suivant);
  suivant.focus();
});

// -- clicks ------------------------------------------------------------------------------------

document.addEventListener("click", async (evenement) => {
  const onglet = evenement.target.closest("[role=tab]");
  if (onglet) montre(onglet);
  const copie = evenement.target.closest("[data-copie], [data-copie-de]");
  if (copie) await copieDe(copie);
  const lien = evenement.target.closest("a[data-partie]");
  if (lien) {
    evenement.preventDefault();
    va(lien.hash.slice(1));
  }
  if (evenement.target.closest("[data-imprime]")) window.print();
});

async function copieDe(bouton) {
  try {
    const texte = bouton.dataset.copie ?? (await (await fetch(bouton.dataset.copieDe)).text());
    await navigator.clipboard.writeText(texte);
    dit("etat", "Copié.");
  } catch {
    dit("alerte", "La copie n'a pas marché : sélectionnez le texte, puis copiez-le.");
  }
}

// -- keys --------------------------------------------------------------------------------------
// F-keys and Ctrl+digit only: no letter alone, no Alt (AltGr writes @ and # on French keyboards).

const ACTIVES = "touches-actives";
const caseDesTouches = document.getElementById(ACTIVES);
if (caseDesTouches) {
  caseDesTouches.checked = localStorage.getItem(ACTIVES) !== "non";
  caseDesTouches.addEventListener("change", () => {
    localStorage.setItem(ACTIVES, caseDesTouches.checked ? "oui" : "non");
  });
}

function va(ancre) {
  const cible = document.getElementById(ancre);
  if (!cible) return;
  const premier = { etape: "etape-choix", fin: "note" }[ancre];
  (document.getElementById(premier) || cible).focus();
  cible.scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (evenement) => {
  const mots = document.getElementById("mots");
  if (!mots || !caseDesTouches?.checked || dialogue?.open) return;
  if (evenement.altKey || evenement.metaKey || evenement.shiftKey) return;
  const rang = /^Digit([1-9])$/.exec(evenement.code)?.[1];
  let fait = true;
  if (evenement.ctrlKey && rang) {
    va(document.querySelector(`[data-partie="${rang}"]`).hash.slice(1));
  } else if (evenement.ctrlKey && evenement.key === "Enter") {
    htmx.trigger(mots, "analyse");
  } else if (!evenement.ctrlKey && evenement.key === "F2") {
    va("mots");
  } else if (!evenement.ctrlKey && /^F[89]$/.test(evenement.key)) {
    document.querySelector(`[data-touche="${evenement.key}"]`)?.click();
  } else {
    fait = false;
  }
  if (fait) evenement.preventDefault();
});
