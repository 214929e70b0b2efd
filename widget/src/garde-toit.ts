// The only file a site loads: a button. The window comes when somebody opens it.
import type { Fenetre } from "./fenetre";
import { appel, secours } from "./secours";

declare const VERSION: string;

const ICI = new URL(".", import.meta.url).href;
const STYLE = `
:host { --gt: #0b4a8f; font: 100%/1.4 system-ui, sans-serif; }
:host([hidden]) { display: none; }
:host([plein]) { flex: 1; display: flex; flex-direction: column; }
button.gt { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; min-height: 3rem;
  max-width: calc(100vw - 2rem); padding: .6rem 1.1rem; font: inherit; font-weight: 600;
  color: #fff; background: var(--gt); border: 2px solid #fff; border-radius: 1.6rem;
  cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / .35); }
button.gt:focus-visible { outline: 3px solid #000; outline-offset: 2px; box-shadow: 0 0 0 3px #fff; }
.gt-panne { position: fixed; right: 1rem; bottom: 5rem; z-index: 2147483000; max-width: 18rem;
  margin: 0; padding: .8rem 1rem; color: #1b1f24; background: #fff; border: 2px solid var(--gt);
  border-radius: .6rem; }
:host([plein]) button.gt, :host([plein]) .gt-panne { position: static; margin: 0 0 1rem; }
`;

/** A constructed sheet passes a strict CSP; older browsers get an element. */
function habille(racine: ShadowRoot): void {
  try {
    const feuille = new CSSStyleSheet();
    feuille.replaceSync(STYLE);
    racine.adoptedStyleSheets = [feuille];
  } catch {
    const style = document.createElement("style");
    style.textContent = STYLE;
    racine.append(style);
  }
}

/** `<garde-toit server titre couleur territoire plein>`: its own content shows without JavaScript. */
class GardeToit extends HTMLElement {
  private bouton = document.createElement("button");
  private panne = document.createElement("p");
  private fenetre?: Fenetre;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const racine = this.attachShadow({ mode: "open" });
    habille(racine);
    const couleur = this.getAttribute("couleur");
    if (couleur && CSS.supports("color", couleur)) this.style.setProperty("--gt", couleur);
    this.bouton.className = "gt";
    this.bouton.type = "button";
    this.bouton.lang = "fr";
    this.bouton.textContent = this.getAttribute("bouton") ?? "Besoin d'aide pour votre logement ?";
    this.bouton.setAttribute("aria-expanded", "false");
    this.bouton.addEventListener("click", () => void this.ouvre());
    this.panne.className = "gt-panne";
    this.panne.lang = "fr";
    this.panne.setAttribute("role", "alert");
    this.panne.hidden = true;
    racine.append(this.panne, this.bouton);
    if (this.hasAttribute("plein")) {
      // Our own page keeps its form until the window is there.
      racine.append(document.createElement("slot"));
      void this.ouvre();
    }
  }

  private async ouvre(): Promise<void> {
    this.bouton.setAttribute("aria-busy", "true");
    try {
      await import(/* @vite-ignore */ `${ICI}fenetre.js?v=${VERSION}`);
    } catch {
      this.ditLaPanne();
      return;
    } finally {
      this.bouton.removeAttribute("aria-busy");
    }
    this.panne.hidden = true;
    if (!this.fenetre) this.fenetre = this.creeLaFenetre();
    this.bouton.hidden = true;
    this.bouton.setAttribute("aria-expanded", "true");
    this.fenetre.ouvre();
  }

  private creeLaFenetre(): Fenetre {
    const fenetre = document.createElement("garde-toit-fenetre") as Fenetre;
    fenetre.serveur = this.getAttribute("server") || new URL("..", ICI).href.replace(/\/$/, "");
    fenetre.titre = this.getAttribute("titre") ?? "Garde-Toit";
    fenetre.territoire = this.getAttribute("territoire") ?? "national";
    fenetre.plein = this.hasAttribute("plein");
    fenetre.addEventListener("ferme", () => {
      this.bouton.hidden = false;
      this.bouton.setAttribute("aria-expanded", "false");
      this.bouton.focus();
    });
    if (fenetre.plein) {
      this.shadowRoot!.querySelector("slot")!.remove();
      this.replaceChildren();
    }
    this.shadowRoot!.append(fenetre);
    return fenetre;
  }

  private ditLaPanne(): void {
    const [premier] = secours(this.getAttribute("territoire") ?? "");
    const lien = document.createElement("a");
    lien.href = appel(premier.telephone);
    lien.textContent = premier.telephone;
    this.panne.replaceChildren("Garde-Toit ne répond pas. Réessayez, ou appelez ", lien, ".");
    this.panne.hidden = false;
  }
}

if (!customElements.get("garde-toit")) customElements.define("garde-toit", GardeToit);
