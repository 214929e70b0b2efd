// The window: everything the bot can say, shown; built with Lit, loaded only when opened.
import { LitElement, type PropertyValues, type TemplateResult, html, nothing, svg } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { Client } from "./client";
import { appel, secours } from "./secours";
import { style } from "./style";
import { Glossaire, parties, remplit } from "./texte";
import * as dits from "./textes.json";
import type { Accueil, Carte, EtapeFrise, Message } from "./types";
import { Voix } from "./voix";

const TAILLES = [1, 1.25, 1.5];
const RELECTURE_MS = 10_000;
const ETROIT = "(max-width: 30rem), (max-height: 30rem)";
/** Below this height (in letters, the keyboard taken away) the whole window scrolls. */
const BASSE_EM = 30;
const FORMES = {
  passee: svg`<rect x="5" y="5" width="14" height="14" fill="currentColor"/>`,
  ici: svg`<path d="M12 0L24 12L12 24L0 12z" fill="currentColor"/>`,
  a_venir: svg`<circle cx="12" cy="12" r="8" fill="#fff" stroke="currentColor" stroke-width="3"/>`,
};
const ETATS = { passee: dits.passee, ici: dits.ici, a_venir: dits.a_venir };

/** Messages of one author in a row: an answer is one block, announced once. */
interface Bloc { cle: string; de: Message["de"]; messages: Message[] }

export class Fenetre extends LitElement {
  static styles = style;
  static properties = {
    plein: { type: Boolean, reflect: true },
    titre: {}, volet: { state: true }, ouverte: { state: true },
  };

  declare plein: boolean;
  declare titre: string;
  declare volet: "" | "aide" | "reglages" | "effacer";
  declare ouverte: boolean;
  serveur = "";
  territoire = "national";
  private client!: Client;
  private accueil?: Accueil;
  private glossaire?: Glossaire;
  private enCharge = false;
  /** The greeting could not be had: the server does not answer. */
  private muet = false;
  private voix = new Voix(() => this.requestUpdate());
  private parle = "";
  /** What stands in the field, and whether the reader is writing in it. */
  texte = "";
  ecrit = false;
  private annonce = "";
  private explique = "";
  private sens = new Map<string, string>();
  private frises = new Map<string, EtapeFrise[] | "panne">();
  /** Blocks known when the window opened: shown, never announced again. */
  private anciens: Set<string> | null = null;
  private dernierVu = "";
  private ecran = matchMedia(ETROIT);

  constructor() {
    super();
    this.plein = this.ouverte = false;
    this.titre = "Garde-Toit";
    this.volet = "";
    this.ecran.addEventListener("change", () => { if (this.ouverte && !this.plein) this.montre(); });
  }

  connectedCallback(): void {
    super.connectedCallback();
    for (const nom of ["resize", "scroll"]) visualViewport?.addEventListener(nom, this.cale);
    addEventListener("resize", this.cale);
    if (this.ouverte) this.ouvre();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const nom of ["resize", "scroll"]) visualViewport?.removeEventListener(nom, this.cale);
    removeEventListener("resize", this.cale);
    this.voix.arrete();
    this.client?.ferme();
  }

  ouvre(): void {
    if (!this.client) {
      this.client = new Client(this.serveur, () => this.surChangement());
    }
    this.anciens = null;
    this.ouverte = true;
    void this.charge();
    if (!this.client.cachee) this.client.ouvre();
    void this.updateComplete.then(() => {
      this.montre();
      if (!this.plein) this.entre();
      else if (this.ecrit) this.champ?.focus();
    });
  }

  /** Where the reader starts: the field, but on a phone the title, as the keyboard would hide the text. */
  private entre(): void {
    const doigt = matchMedia("(pointer: coarse)").matches;
    (this.renderRoot.querySelector(doigt ? "#titre" : "#message") as HTMLElement)?.focus();
  }

  private get champ(): HTMLTextAreaElement | null { return this.renderRoot.querySelector("#message"); }
  private get boite(): HTMLDialogElement | null { return this.renderRoot.querySelector("dialog"); }

  private montre(): void {
    const boite = this.boite;
    if (!boite) return;
    const retour = this.shadowRoot!.activeElement as HTMLElement | null;
    if (boite.open) boite.close();
    // On a small screen the window hides the page: the page must then be out of reach.
    if (this.ecran.matches) boite.showModal(); else boite.show();
    this.cale();
    retour?.focus();
  }

  /** On a phone the window takes what the keyboard leaves, so that the help stays in sight. */
  private cale = (): void => {
    const vue = visualViewport;
    const boite = this.boite;
    if (boite) {
      const calee = vue && vue.scale === 1 && boite.matches(":modal");
      boite.style.height = calee ? `${vue.height}px` : "";
      boite.style.top = calee ? `${vue.offsetTop}px` : "";
    }
    this.requestUpdate();
  };

  private ferme(): void {
    this.voix.arrete();
    this.client.ferme();
    this.boite?.close();
    this.ouverte = false;
    this.volet = "";
    this.dispatchEvent(new Event("ferme"));
  }

  private cacheTout(): void {
    this.client.retient({ cachee: true });
    this.client.messages = [];
    this.texte = "";
    this.annonce = this.explique = "";
    this.sens.clear();
    if (this.plein) {
      this.client.ferme();
      this.volet = "";
      this.requestUpdate();
    } else {
      this.ferme();
    }
  }

  private revient(): void {
    this.client.retient({ cachee: false });
    this.anciens = null;
    this.client.ouvre();
    this.requestUpdate();
    void this.updateComplete.then(() => this.champ?.focus());
  }

  private async charge(): Promise<void> {
    if (this.glossaire || this.enCharge) return;
    this.enCharge = true;
    const lit = async (nom: string) => (await fetch(`${this.serveur}/widget/${nom}.json`, { credentials: "omit" })).json();
    try {
      this.accueil = this.accueil ?? await lit("accueil");
      this.muet = false;
      this.requestUpdate();
      this.glossaire = new Glossaire(await lit("glossaire"));
    } catch {
      this.muet = !this.accueil;
      setTimeout(() => { if (this.ouverte) void this.charge(); }, RELECTURE_MS);
    } finally {
      this.enCharge = false;
    }
    this.requestUpdate();
  }

  private reessaie(): void {
    void this.charge();
    this.client.reprend();
  }

  private surChangement(): void {
    if (this.client.cachee && this.client.messages.length) this.client.messages = [];
    if (this.client.rendu) {
      this.texte = this.client.rendu;
      this.client.rendu = "";
    }
    this.requestUpdate();
  }

  private envoie(texte: string, parBouton = false): void {
    const net = texte.trim();
    if (!net) { this.champ?.focus(); return; }
    this.texte = "";
    this.volet = "";
    this.voix.arrete();
    if (!this.anciens) this.anciens = new Set(this.blocs.map((bloc) => bloc.cle));
    this.client.envoie(net);
    // The pressed button goes away: the focus waits where the next choices will be.
    if (parBouton) void this.updateComplete.then(() => (this.renderRoot.querySelector("#reponses") as HTMLElement)?.focus());
  }

  /** True when everything is erased. */
  private async efface(): Promise<boolean> {
    try {
      await this.client.efface();
      this.annonce = dits.efface_fait;
      this.anciens = null;
      this.volet = "";
      this.frises.clear();
      void this.updateComplete.then(() => this.champ?.focus());
      return true;
    } catch {
      this.annonce = dits.efface_rate;
      return false;
    } finally {
      this.requestUpdate();
    }
  }

  protected updated(_changes: PropertyValues): void {
    const blocs = this.blocs;
    const dernier = blocs[blocs.length - 1];
    if (!dernier || this.client.cachee) return;
    // Once more when the choices come: they make room below the answer.
    const attend = this.client.attente.length;
    const vu = [dernier.cle, dernier.messages.length, this.choix.length, attend, this.client.etat].join("/");
    if (vu === this.dernierVu) return;
    this.dernierVu = vu;
    const bloc = this.renderRoot.querySelector(`[data-cle="${dernier.cle}"]`);
    // A robot's answer is read from its start; a person's words come one by one.
    const noeud = dernier.de === "conseiller" ? [...bloc?.querySelectorAll(".bulle") ?? []].pop() : bloc;
    const defile = this.renderRoot.querySelector(".defile");
    if (attend && defile && !this.longue) {
      // What has just been written stays in sight until it is answered.
      defile.scrollTop = defile.scrollHeight;
    } else if (noeud && defile) {
      performance.mark("garde-toit:dessine");
      if (this.longue) noeud.scrollIntoView({ block: "start" });
      else defile.scrollTop += noeud.getBoundingClientRect().top - defile.getBoundingClientRect().top - 8;
    }
  }

  /** A low screen: the whole window scrolls, only the help and "Cacher" stay. */
  private get longue(): boolean {
    const hauteur = visualViewport?.scale === 1 ? visualViewport.height : innerHeight;
    return hauteur < BASSE_EM * parseFloat(getComputedStyle(this).fontSize);
  }

  private get blocs(): Bloc[] {
    const blocs: Bloc[] = [];
    for (const message of this.client?.messages ?? []) {
      const precedent = blocs[blocs.length - 1];
      // What nobody asked for stands alone: it is announced even when the block before is old.
      if (precedent && message.envoi && precedent.de === message.de && precedent.messages[0].envoi === message.envoi) precedent.messages.push(message);
      else blocs.push({ cle: `${message.n ?? "x"}`, de: message.de, messages: [message] });
    }
    return blocs;
  }

  private get choix(): string[] {
    if (this.client.etat === "ecrit" || this.client.attente.length) return [];
    const messages = this.client.messages;
    if (!messages.length) return this.accueil?.choix ?? [];
    const choix: string[] = [];
    for (const message of messages) {
      if (message.de !== "bot") choix.length = 0;
      for (const bouton of message.buttons ?? []) choix.push(bouton.title);
    }
    if (this.client.relais === "pris") choix.push(dits.sans_conseiller);
    return choix;
  }

  render() {
    if (!this.client) return nothing;
    const dedans = this.client.cachee ? this.dessineCachee() : this.dessineTout();
    return this.plein
      ? html`<section class="boite ${this.longue ? "long" : ""}" aria-labelledby="titre" lang="fr" @keydown=${this.touche}>${dedans}</section>`
      : html`<dialog class=${this.longue ? "long" : ""} aria-labelledby="titre" lang="fr" @keydown=${this.touche} @cancel=${(e: Event) => { e.preventDefault(); this.echappe(); }}
          @close=${() => { if (this.ouverte && !this.boite?.open) this.ferme(); }}>${dedans}</dialog>`;
  }

  private touche(evenement: KeyboardEvent): void {
    if (evenement.key !== "Escape") return;
    evenement.preventDefault();
    evenement.stopPropagation();
    this.echappe();
  }

  /** Enter sends, as in a field of one line; the field itself grows with what is written. */
  private valide(evenement: KeyboardEvent): void {
    if (evenement.key !== "Enter" || evenement.shiftKey || evenement.isComposing) return;
    evenement.preventDefault();
    (evenement.target as HTMLTextAreaElement).form!.requestSubmit();
  }

  private echappe(): void {
    if (this.volet) this.basculeVolet(this.volet);
    else if (!this.plein) this.ferme();
  }

  private basculeVolet(volet: Fenetre["volet"]): void {
    const bouton = this.volet === "effacer" ? "reglages" : this.volet;
    this.volet = this.volet === volet ? "" : volet;
    if (!this.volet) (this.renderRoot.querySelector(`#bouton-${bouton}`) as HTMLElement)?.focus();
  }

  private dessineCachee() {
    return html`
      <header><h2 id="titre" tabindex="-1">${this.titre}</h2>${this.dessineFermer()}</header>
      <div class="vide">
        <p>${dits.cachee}</p>
        <div class="actions">
          <button id="message" @click=${this.revient}>La revoir</button>
          <button @click=${async () => { if (await this.efface()) this.revient(); }}>L'effacer</button>
        </div>
        <p role="status">${this.annonce}</p>
      </div>`;
  }

  private dessineFermer() {
    return this.plein ? nothing : html`<button @click=${this.ferme}>Fermer</button>`;
  }

  private dessineTout() {
    const blocs = this.blocs;
    if (!this.anciens && blocs.length) this.anciens = new Set(blocs.map((bloc) => bloc.cle));
    const anciens = blocs.filter((bloc) => this.anciens?.has(bloc.cle));
    const nouveaux = blocs.filter((bloc) => !this.anciens?.has(bloc.cle));
    const { etat, attente, relais } = this.client;
    const connus = new Set(this.client.messages.map((message) => message.envoi));
    return html`
      <header><h2 id="titre" tabindex="-1">${this.titre}</h2>
        ${this.dessineBoutonDeVolet("reglages", "Réglages")}${this.dessineFermer()}</header>
      <nav aria-label="Aide">
        ${this.dessineBoutonDeVolet("aide", "Parler à quelqu'un")}
        <button @click=${this.cacheTout}>Cacher</button>
      </nav>
      ${this.dessineVolet()}
      <div class="relais"><p role="status">${relais === "pris" ? dits.lu : relais === "demande" ? dits.prevenus : ""}</p></div>
      <div class="defile" tabindex="0" role="region" aria-label="Conversation">
        ${this.accueil?.accueil.map((texte) => html`<div class="bulle">${this.dessineTexte(texte, `a${texte.length}`)}</div>`)}
        ${repeat(anciens, (bloc) => bloc.cle, (bloc) => this.dessineBloc(bloc))}
        <div role="log" aria-live="polite" aria-relevant="additions" aria-label="Réponses">
          ${repeat(nouveaux, (bloc) => bloc.cle, (bloc) => this.dessineBloc(bloc))}
        </div>
        ${attente.filter((envoi) => !connus.has(envoi.id)).map((envoi) => html`<div class="bulle moi"><p><span class="cache">Vous : </span>${envoi.texte}</p></div>`)}
        <div id="reponses" tabindex="-1" role="group" aria-label="Réponses possibles">
          <ul class="choix" role="list">${this.choix.map((titre) => html`<li><button @click=${() => this.envoie(titre, true)}>${titre}</button></li>`)}</ul>
        </div>
      </div>
      <p class="cache" role="status">${this.explique}</p>
      <div role="alert">${etat === "coupe" || etat === "erreur" || this.muet ? this.dessineAlerte() : nothing}</div>
      <form @submit=${(e: Event) => { e.preventDefault(); this.annonce = ""; this.envoie(this.champ?.value ?? ""); }}>
        <div class="titres"><label for="message">Votre message</label>
          <p class="statut" role="status">${etat === "ecrit" && relais !== "pris" ? html`<span class="points">${dits.ecrit}</span>` : this.annonce}</p></div>
        <div class="saisie">
          <textarea id="message" rows="1" autocomplete="off" enterkeyhint="send" .value=${live(this.texte)}
            @input=${(e: InputEvent) => { this.texte = (e.target as HTMLTextAreaElement).value; }} @keydown=${this.valide}></textarea>
          <button class="fort">Envoyer</button>
        </div>
      </form>`;
  }

  private dessineBoutonDeVolet(volet: "aide" | "reglages", titre: string) {
    const ouvert = this.volet === volet || (volet === "reglages" && this.volet === "effacer");
    return html`<button id=${`bouton-${volet}`} aria-expanded=${ouvert ? "true" : "false"} aria-controls="volet" @click=${() => this.basculeVolet(ouvert ? this.volet : volet)}>${titre}</button>`;
  }

  private dessineVolet() {
    const contenus: Record<string, () => TemplateResult> = {
      aide: () => html`<p>${dits.aide}</p>
        <ul role="list">${secours(this.territoire).map(({ nom, telephone }) => html`<li>${nom}<br><a class="action" href=${appel(telephone)}>Appeler le ${telephone}</a></li>`)}</ul>
        ${this.client.relais === "possible" ? html`<div class="actions"><button @click=${() => this.envoie(dits.ecrire, true)}>${dits.ecrire}</button></div>` : nothing}`,
      reglages: () => html`<div class="actions">
          <button @click=${this.grossit}>${this.client.taille < TAILLES.length - 1 ? "Texte plus gros" : "Texte normal"} (taille ${this.client.taille + 1} sur ${TAILLES.length})</button>
          <button @click=${() => { this.volet = "effacer"; void this.updateComplete.then(() => (this.renderRoot.querySelector("#oui") as HTMLElement)?.focus()); }}>Effacer ma conversation</button>
        </div>`,
      effacer: () => html`<p>${espaces(dits.efface_confirmer)}</p>
        <div class="actions"><button id="oui" @click=${this.efface}>Oui, tout effacer</button>
          <button @click=${() => this.basculeVolet("effacer")}>Non, je garde</button></div>`,
    };
    return html`<div id="volet" class="volet" ?hidden=${!this.volet}>${contenus[this.volet]?.() ?? nothing}</div>`;
  }

  private grossit(): void {
    this.client.retient({ taille: (this.client.taille + 1) % TAILLES.length });
    this.requestUpdate();
  }

  protected willUpdate(): void {
    if (this.client) this.style.setProperty("--gt-taille", `${TAILLES[this.client.taille] ?? 1}`);
  }

  private dessineAlerte() {
    const [premier] = secours(this.territoire);
    const dit = this.client.etat === "erreur" && this.client.erreur
      ? this.client.erreur
      : this.client.attente.length
        ? dits.pas_parti
        : dits.sans_reponse;
    const [urgent] = remplit(dits.urgent, { nom: premier.nom, telephone: "\n" }).split("\n");
    const refuse = this.client.etat === "erreur" && !this.client.attente.length;
    return html`<div class="alerte"><p>${dit} ${espaces(urgent)}<a href=${appel(premier.telephone)}>${premier.telephone}</a></p>
      ${refuse ? nothing : html`<button @click=${this.reessaie}>Réessayer maintenant</button>`}</div>`;
  }

  private dessineBloc(bloc: Bloc) {
    const qui = bloc.de === "moi" ? "Vous : " : bloc.de === "conseiller" ? "Conseiller : " : "Garde-Toit : ";
    const textes = bloc.messages.filter((message) => message.text);
    const dessine = (message: Message, rang: number) => html`<div class="bulle ${bloc.de}">
      ${rang ? nothing : html`<span class=${bloc.de === "conseiller" ? "qui" : "cache"}>${qui}</span>`}${bloc.de === "moi" ? html`<p>${message.text}</p>` : this.dessineTexte(message.text!, `${bloc.cle}-${rang}`)}</div>`;
    const bulles = textes.map(dessine);
    // The question comes last, beside its choices; what is shown goes before it.
    const dernier = textes[textes.length - 1];
    const question = dernier?.buttons?.length || dernier?.text!.trim().endsWith("?") ? bulles.pop() : nothing;
    const cartes = this.cartesDe(bloc).map((carte) => this.dessineCarte(carte));
    // Own words are not announced; cards repeat what the text says.
    return html`<div class=${bloc.de === "moi" ? "mien" : "reponse"} data-cle=${bloc.cle} aria-live=${bloc.de === "moi" ? "off" : nothing}>
      ${bulles}
      ${cartes.length ? html`<div aria-live="off">${cartes}</div>` : nothing}
      ${question}
      ${bloc.de !== "moi" && this.voix.possible && textes.length ? html`<div aria-live="off">${this.dessineEcouter(bloc, textes)}</div>` : nothing}
    </div>`;
  }

  /** The cards of an answer; in danger nothing stands beside the numbers to call. */
  private cartesDe(bloc: Bloc): Carte[] {
    const cartes = bloc.messages.flatMap((message) => (message.custom ? [message.custom] : []));
    const urgences = cartes.filter((carte) => carte.type === "urgence");
    return urgences.length ? urgences : cartes;
  }

  private dessineEcouter(bloc: Bloc, textes: Message[]) {
    const lit = this.parle === bloc.cle;
    const bascule = () => {
      this.voix.arrete();
      this.parle = lit ? "" : bloc.cle;
      const fini = () => { if (this.parle === bloc.cle) { this.parle = ""; this.requestUpdate(); } };
      if (!lit) this.voix.lit(textes.map((message) => message.text).join("\n"), fini);
      this.requestUpdate();
    };
    return html`<p><button @click=${bascule}>${lit ? "Arrêter la lecture" : "Écouter"}</button></p>`;
  }

  private dessineTexte(texte: string, cle: string) {
    const vus = new Set<string>();
    const ouvert = this.sens.get(cle);
    const dessinees = parties(texte).map(({ liste, lignes }) => liste
      ? html`<ul>${lignes.map((ligne) => html`<li>${this.coupe(ligne, cle, vus)}</li>`)}</ul>`
      : lignes.map((ligne) => html`<p>${this.coupe(ligne, cle, vus)}</p>`));
    return html`${dessinees}${ouvert ? html`<span class="sens" aria-live="off">${ouvert}</span>` : nothing}`;
  }

  private coupe(texte: string, cle: string, vus: Set<string>) {
    const ouvert = this.sens.get(cle);
    const morceaux = this.glossaire?.coupe(texte, vus) ?? [{ genre: "texte" as const, texte }];
    return morceaux.map((morceau) => {
      if (morceau.genre === "telephone") return html`<a href=${appel(morceau.texte)}>${morceau.texte}</a>`;
      if (morceau.genre === "texte") return espaces(morceau.texte);
      const bascule = () => {
        if (ouvert === morceau.sens) this.sens.delete(cle); else this.sens.set(cle, morceau.sens);
        this.explique = ouvert === morceau.sens ? "" : morceau.sens;
        this.requestUpdate();
      };
      const touche = (e: KeyboardEvent) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); bascule(); } };
      // A real button does not break across lines inside a sentence.
      return html`<span class="mot" role="button" tabindex="0" aria-expanded=${ouvert === morceau.sens ? "true" : "false"} title=${espaces(dits.mot)} @click=${bascule} @keydown=${touche}>${espaces(morceau.texte)}</span>`;
    });
  }

  private dessineCarte(carte: Carte) {
    switch (carte.type) {
      case "echeances": return this.dessineEcheance(carte);
      case "contacts": return html`<div class="carte"><h3>Qui appeler${carte.commune ? ` à ${carte.commune}` : ""}</h3>
        <ul role="list">${carte.liste.map((contact) => html`<li><strong>${contact.nom}</strong>
          ${contact.adresse ? html`<br>${contact.adresse}` : nothing}${contact.horaires ? html`<br>${contact.horaires}` : nothing}
          <br>${contact.telephones.map((telephone) => html`<a class="action" href=${appel(telephone)}>Appeler le ${telephone}</a> `)}</li>`)}</ul></div>`;
      case "urgence": return html`<div class="carte urgence"><h3>Appelez maintenant</h3>
        <ul role="list">${carte.numeros.map(({ nom, telephone }) => html`<li>${nom}<br><a class="action grand" href=${appel(telephone)}>Appeler le ${telephone}</a></li>`)}</ul></div>`;
      case "papiers": return this.dessinePapiers(carte.choix);
      case "fiche": return carte.section === "cest_quoi" ? this.dessineSituation(carte.etape) : nothing;
      case "frise": return html`<div class="carte"><h3>${dits.suite}</h3>${this.dessineFrise(carte.etapes)}</div>`;
      default: return nothing;
    }
  }

  private dessineEcheance(carte: Extract<Carte, { type: "echeances" }>) {
    if (!carte.date_a_retenir) return nothing;
    const plusTard = carte.lectures.filter((lecture) => (lecture.date_prudente ?? "") > carte.date_a_retenir!);
    const lectures = carte.lectures.map((lecture) => `${lecture.date_prudente}:${lecture.statut}`).join(",");
    const faits = new URLSearchParams({ ...carte.faits, regle: carte.regle, depuis: carte.depuis, lectures });
    const lien = (forme: string) => `${this.serveur}/echeance.${forme}?${faits}`;
    return html`<div class="carte">
      <h3>${espaces(carte.passe ? dits.date_passee : dits.date)}</h3>
      <p class="grand">${enToutesLettres(carte.date_a_retenir)}</p>
      ${plusTard.map(({ date_prudente, condition }) => html`<p>${remplit(condition ? dits.peut_etre_si : dits.peut_etre, { date: enToutesLettres(date_prudente!), condition })}</p>`)}
      ${carte.date_envoi ? html`<p>${remplit(dits.envoi, { date: enToutesLettres(carte.date_envoi) })}</p>` : nothing}
      ${carte.passe ? nothing : html`<div class="actions">
        <a class="action" href=${lien("ics")} download>Ajouter à mon agenda</a>
        <a class="action" href=${lien("pdf")} target="_blank" rel="noopener">Imprimer (PDF, nouvelle page)</a></div>`}
    </div>`;
  }

  private dessinePapiers(etapes: string[]) {
    const papiers = etapes.flatMap((etape) => this.accueil?.papiers[etape] ?? []);
    if (!papiers.length) return nothing;
    return html`<div class="carte"><h3>${espaces(dits.papiers)}</h3>
      ${papiers.map((papier) => html`<details><summary>${papier.nom}</summary>${this.dessinePapier(papier)}</details>`)}</div>`;
  }

  private dessinePapier(papier: Accueil["papiers"][string]) {
    return html`<figure><p>${papier.description}</p>
      <img src=${`${this.serveur}/widget/${papier.image}`} alt=${`Dessin du papier : ${papier.nom}`} loading="lazy"
        @error=${(e: Event) => { (e.target as HTMLElement).hidden = true; }}></figure>`;
  }

  private dessineSituation(etape: string) {
    const papier = this.accueil?.papiers[etape];
    const depuis = this.depuis(etape);
    const cle = `${etape}/${depuis}`;
    const frise = this.frises.get(cle);
    const ouvre = (e: Event) => { if ((e.target as HTMLDetailsElement).open && (!frise || frise === "panne")) void this.chargeFrise(etape, depuis, cle); };
    return html`<div class="carte">
      <details @toggle=${ouvre}><summary>Voir les étapes et où vous en êtes</summary>
        ${frise === "panne" ? html`<p>${dits.sans_etapes}</p>` : frise ? this.dessineFrise(frise) : html`<p>Chargement…</p>`}</details>
      ${papier ? html`<details><summary>Voir à quoi ressemble ce papier</summary>${this.dessinePapier(papier)}</details>` : nothing}
    </div>`;
  }

  /** Day of the paper of a stage, when a deadline of that stage was told. */
  private depuis(etape: string): string {
    let jour = "", courante = "";
    for (const { custom } of this.client.messages) {
      if (custom?.type === "fiche") courante = custom.etape;
      if (custom?.type === "echeances" && courante === etape) jour = custom.depuis;
    }
    return jour;
  }

  private async chargeFrise(etape: string, depuis: string, cle: string): Promise<void> {
    try {
      const demande = new URLSearchParams(depuis ? { etape, depuis } : { etape });
      const reponse = await fetch(`${this.serveur}/widget/frise.json?${demande}`, { credentials: "omit" });
      if (!reponse.ok) throw new Error();
      this.frises.set(cle, (await reponse.json()).etapes);
    } catch {
      this.frises.set(cle, "panne");
    }
    this.requestUpdate();
  }

  private dessineFrise(etapes: Partial<EtapeFrise>[]) {
    return html`<ol class="frise" role="list">${etapes.map((etape) => {
      const etat = etape.etat ?? "a_venir";
      return html`<li><svg viewBox="0 0 24 24" aria-hidden="true">${FORMES[etat]}</svg>
        <strong>${etape.titre ?? ""}</strong><br>${ETATS[etat]}${etat === "passee" ? nothing : html`<br>${etape.texte}`}</li>`;
    })}</ol>`;
  }
}

/** French spacing: no line starts with a sign. */
function espaces(texte: string): string {
  return texte.replace(/ ([?!:;»€])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}

function enToutesLettres(iso: string): string {
  const jour = new Date(`${iso}T12:00:00Z`);
  return jour.toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).replace(/(^|\s)1 /, "$11er ");
}

if (!customElements.get("garde-toit-fenetre")) customElements.define("garde-toit-fenetre", Fenetre);
