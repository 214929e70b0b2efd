// A conversation's screen: send with Ctrl+Enter, empty the field once sent, keep the end in sight.
"use strict";

const journal = document.getElementById("journal");
const ecrire = document.getElementById("ecrire");

function montreLaFin() { journal.scrollTop = journal.scrollHeight; }
montreLaFin();
new MutationObserver(montreLaFin).observe(document.getElementById("fil"), { childList: true });

ecrire?.texte.addEventListener("keydown", (evenement) => {
  if (evenement.key === "Enter" && evenement.ctrlKey) {
    evenement.preventDefault();
    ecrire.requestSubmit();
  }
});
let envoye = "";
ecrire?.addEventListener("htmx:configRequest", (evenement) => { envoye = evenement.detail.parameters.get("texte"); });
ecrire?.addEventListener("htmx:afterOnLoad", () => {
  // What was typed while it was leaving stays.
  if (ecrire.texte.value.trim() === envoye.trim()) ecrire.texte.value = "";
});
