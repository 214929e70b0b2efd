// The token of forms, the re-login in place when the session has ended, and the keys.
"use strict";

const corps = document.body;

document.addEventListener("htmx:configRequest", (evenement) => {
  evenement.detail.headers["X-Jeton"] = corps.dataset.jeton;
});

// A refused or failed request keeps what is on the screen; the session's end asks for it again.
const enAttente = [];
document.addEventListener("htmx:responseError", (evenement) => {
  const { xhr, elt, requestConfig } = evenement.detail;
  if (xhr.status === 401) {
    enAttente.push({ elt, requestConfig });
    const dialogue = document.getElementById("reconnexion");
    if (dialogue && !dialogue.open) dialogue.showModal();
    return;
  }
  let phrase = "La console n'a pas pu répondre. Réessayez.";
  try {
    phrase = JSON.parse(xhr.responseText).erreur || phrase;
  } catch { /* not JSON: the general sentence */ }
  dit("alerte", phrase);
});
document.addEventListener("htmx:sendError", () => {
  dit("alerte", "La console ne répond pas. Votre texte reste ici : réessayez dans un instant.");
});
document.addEventListener("htmx:afterOnLoad", () => dit("alerte", ""));

function dit(ou, phrase) {
  const zone = document.getElementById(ou);
  if (zone && zone.textContent !== phrase) zone.textContent = phrase;
}

const dialogue = document.getElementById("reconnexion");
dialogue?.querySelector("form").addEventListener("submit", async (evenement) => {
  evenement.preventDefault();
  const formulaire = evenement.target;
  const reponse = await fetch("/connexion", {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams(new FormData(formulaire)),
  });
  const lu = await reponse.json();
  if (!reponse.ok) {
    formulaire.querySelector(".erreur").textContent = lu.erreur;
    return;
  }
  corps.dataset.jeton = lu.jeton;
  for (const champ of document.querySelectorAll("input[name=jeton]")) champ.value = lu.jeton;
  formulaire.reset();
  dialogue.close();
  for (const { requestConfig } of enAttente.splice(0)) {
    htmx.ajax(requestConfig.verb, requestConfig.path, { source: requestConfig.elt });
  }
});
