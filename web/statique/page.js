// Progressive enhancement: without this file the form posts and the page reloads.
const fil = document.getElementById("fil");
const etat = document.getElementById("etat");
const choix = document.getElementById("choix");
const champ = document.getElementById("message");

function bulle(de, texte) {
  const p = document.createElement("p");
  p.className = `bulle ${de}`;
  const qui = document.createElement("span");
  qui.className = "cache";
  qui.textContent = de === "moi" ? "Vous : " : "Garde-Toit : ";
  p.append(qui, texte);
  fil.append(p);
  p.scrollIntoView({ block: "nearest" });
}

function propose(titres) {
  choix.replaceChildren(...titres.map((titre) => {
    const li = document.createElement("li");
    const bouton = document.createElement("button");
    bouton.name = "choix";
    bouton.value = titre;
    bouton.textContent = titre;
    li.append(bouton);
    return li;
  }));
}

async function envoie(evenement) {
  evenement.preventDefault();
  const texte = (evenement.submitter?.name === "choix" ? evenement.submitter.value : champ.value).trim();
  if (!texte) { champ.focus(); return; }
  bulle("moi", texte);
  champ.value = "";
  propose([]);
  etat.textContent = "Garde-Toit écrit…";
  try {
    const reponse = await fetch("/message", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ message: texte }),
    });
    if (!reponse.ok) throw new Error(String(reponse.status));
    const messages = await reponse.json();
    etat.textContent = "";
    for (const m of messages) if (m.text) bulle("bot", m.text);
    propose(messages.flatMap((m) => (m.buttons ?? []).map((b) => b.title)));
  } catch {
    etat.textContent = "Votre message n'est pas parti. Vérifiez la connexion, puis réessayez.";
    champ.value = texte;
  }
  champ.focus();
}

// Two forms: Enter in the field must send the field, never the first choice.
for (const id of ["reponses", "formulaire"]) {
  document.getElementById(id).addEventListener("submit", envoie);
}
